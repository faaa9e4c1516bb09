//! Templates → texts, and paths → places in the chart.

use super::eval::Params;
use super::format::{Base, Path, Piece, Show, Single, Template};
use super::{eval, format::ParamValue};
use crate::chart::{Chart, CompanyField, Field, NodeRef, Part, PositionId, ValueKind};
use crate::graph::catalogue::{Derived, FactId, FactType, Organisation};
use crate::graph::facts::{Column, Facts, Link, Value};
use crate::source::{Place, Span, cut};

/// What templates are filled from.
pub(super) struct Renderer<'a, 'c> {
    pub(super) facts: &'a Facts<'c>,
    pub(super) params: &'a Params,
    /// The position looked at; none: the organisation.
    pub(super) position: Option<PositionId>,
    /// Positions that conditions named.
    pub(super) names: &'a [(String, PositionId)],
    /// How many findings a summary counts.
    pub(super) count: usize,
}

/// How a position is called in a message: its title, else what else tells it, else its id in
/// backticks. Never its holder's name, nor an id that tells it.
#[must_use]
pub fn called(chart: &Chart, position: PositionId) -> String {
    called_by(chart, position).unwrap_or_else(|| match chart.shown_id(position) {
        Some(id) => format!("`{id}`"),
        None => format!("the position in line {}", chart.line_of(position)),
    })
}

/// A position beside others: what it is called, and its line where a file holds several.
#[must_use]
pub fn called_in_line(chart: &Chart, position: PositionId) -> String {
    match called_by(chart, position) {
        Some(called) if chart.files().len() == chart.len() => called,
        Some(called) => format!("{called} (line {})", chart.line_of(position)),
        None => called(chart, position),
    }
}

/// How a position of an earlier version is called: no line of that is at hand.
#[must_use]
pub fn called_before(chart: &Chart, position: PositionId) -> String {
    let id = || chart.shown_id(position).map(|id| format!("`{}`", cut(id, LONGEST_TITLE)));
    called_by(chart, position).or_else(id).unwrap_or_else(|| "a position without a title".to_owned())
}

/// What a position is called beside its id.
#[must_use]
pub fn called_by(chart: &Chart, position: PositionId) -> Option<String> {
    called_whole(chart, position).map(|called| cut(&called, LONGEST_TITLE).into_owned())
}

/// The same, however long it is.
#[must_use]
pub fn called_whole(chart: &Chart, position: PositionId) -> Option<String> {
    [Field::Title, Field::Unit, Field::Function, Field::Department, Field::Role]
        .into_iter()
        .find_map(|field| {
            let is_shown = |text: &str| field != Field::Function || chart.shows_function(text);
            chart.text(position, field).filter(|text| is_shown(text.text))
        })
        .map(|text| one_line(text.text))
}

/// The longest title or id that a message shows whole, in characters.
pub(super) const LONGEST_TITLE: usize = 40;

/// The longest message, in characters.
pub(super) const LONGEST_MESSAGE: usize = 99;

/// A text on one line, with single spaces: titles may be written over several.
fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r', '\t']) || text.contains("  ") {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

impl Renderer<'_, '_> {
    /// A message. Where it would be too long for one line, what it names is cut further.
    pub(super) fn message(&self, template: &Template) -> String {
        let lengths = [LONGEST_TITLE, 30, 22, 16];
        let mut messages = lengths.into_iter().map(|longest| self.filled(template, longest));
        let fits = |message: &String| message.chars().count() < LONGEST_MESSAGE;
        messages.find(fits).unwrap_or_else(|| self.filled(template, 12))
    }

    /// A label or a help line.
    pub(super) fn line(&self, template: &Template) -> String {
        self.filled(template, LONGEST_TITLE)
    }

    /// A text with its values whole.
    pub(super) fn text(&self, template: &Template) -> String {
        self.filled(template, usize::MAX)
    }

    fn filled(&self, template: &Template, longest: usize) -> String {
        let mut out = String::new();
        for piece in &template.pieces {
            match piece {
                Piece::Text(words) => out.push_str(&self.facts.chart().in_file_keys(words)),
                Piece::Value { path, show } => out.push_str(&cut(&self.value(path, show), longest)),
                Piece::Param(name) => out.push_str(&self.param(name)),
                Piece::Count => out.push_str(&self.count.to_string()),
            }
        }
        out
    }

    /// Whether every position that a template names is there.
    pub(super) fn leads_somewhere(&self, template: &Template) -> bool {
        template.pieces.iter().all(|piece| match piece {
            Piece::Value { path, .. } if path.base != Base::Organisation || !path.steps.is_empty() => {
                self.position_of(&path.base, &path.steps).is_some()
            }
            _ => true,
        })
    }

    fn param(&self, name: &str) -> String {
        match self.params.iter().find(|(param, _)| &**param == name) {
            Some((_, ParamValue::Number(number))) => plain_number(*number),
            Some((_, ParamValue::Word(word))) => word.clone(),
            Some((_, ParamValue::Switch(on))) => on.to_string(),
            None => String::new(),
        }
    }

    /// The position a path leads to; none where there is none, or it is about the organisation.
    fn position_of(&self, base: &Base, steps: &[Single]) -> Option<PositionId> {
        let mut steps = steps.iter();
        let mut at = match base {
            Base::This => self.position?,
            Base::Named(name) => self.names.iter().find(|(known, _)| known == name)?.1,
            Base::Organisation => eval::organisation_link(self.facts, *steps.next()?).position()?,
        };
        for step in steps {
            let link = if step.is_of_organisation() {
                eval::organisation_link(self.facts, *step)
            } else {
                eval::links(self.facts, *step)[at.index()]
            };
            at = link.position()?;
        }
        Some(at)
    }

    fn value(&self, path: &Path, show: &Show) -> String {
        let chart = self.facts.chart();
        let of_organisation = path.base == Base::Organisation && path.steps.is_empty();
        match path.fact {
            None if of_organisation => "the company".to_owned(),
            Some(fact) if of_organisation => shown_value(&self.facts.value(fact), show, chart),
            fact => {
                if fact.is_none() && path.steps.last() == Some(&Single::BeforeManager) {
                    return self.manager_before(path);
                }
                let Some(position) = self.position_of(&path.base, &path.steps) else {
                    return absent(path);
                };
                match fact {
                    Some(FactId::Derived(Derived::BeforeId)) => {
                        let id = self.facts.before().and_then(|before| before.id(position));
                        id.unwrap_or_else(|| chart.subject(position))
                    }
                    None | Some(FactId::Field(Field::Title)) => called(chart, position),
                    Some(FactId::Field(Field::Id)) => chart.subject(position),
                    Some(fact) => match texts(chart, position, fact) {
                        Some(texts) if texts.is_empty() => not_stated(),
                        Some(texts) => some(&texts),
                        None => self.shown(&self.facts.column(fact), position, show),
                    },
                }
            }
        }
    }

    /// What a line led to, which may not be there any more.
    fn manager_before(&self, path: &Path) -> String {
        let steps = &path.steps[..path.steps.len() - 1];
        let of = self.position_of(&path.base, steps);
        let before = of.zip(self.facts.before());
        before.map_or_else(|| "nobody".to_owned(), |(of, before)| before.manager_called(of, called_before))
    }

    fn shown(&self, column: &Column<'_>, position: PositionId, show: &Show) -> String {
        let at = position.index();
        match column {
            Column::Flag { yes, no } => match (yes.contains(at), no.contains(at)) {
                (true, _) => "yes".to_owned(),
                (_, true) => "no".to_owned(),
                _ => not_stated(),
            },
            Column::Number(_) | Column::Numbers(_) => match column.number(position) {
                number if number.is_nan() => not_stated(),
                number => shown_number(number, show),
            },
            Column::Date(dates) => match dates[at] {
                None => not_stated(),
                Some(date) => self.shown_date(date, show),
            },
            Column::Word(words) => words.get(at).map_or_else(not_stated, str::to_owned),
            Column::Text(texts) => texts.get(at).map_or_else(not_stated, one_line),
            Column::Texts(texts) => texts.get(&position.0).map_or_else(not_stated, |texts| some(texts)),
            Column::Link(links) => match links[at] {
                Link::To(position) => called(self.facts.chart(), position),
                Link::Nobody | Link::Unknown => "nobody".to_owned(),
            },
            Column::Stated(_) | Column::Nowhere => not_stated(),
        }
    }

    fn shown_date(&self, date: jiff::civil::Date, show: &Show) -> String {
        let unit = match show {
            Show::Months => jiff::Unit::Month,
            Show::Days => jiff::Unit::Day,
            Show::AsIs | Show::Plural { .. } => return date.to_string(),
        };
        match date.until((unit, self.facts.as_of())) {
            Ok(span) if unit == jiff::Unit::Month => span.get_months().to_string(),
            Ok(span) => span.get_days().to_string(),
            Err(_) => date.to_string(),
        }
    }

    /// The place of a value, as [`Self::place`] gives it.
    ///
    /// A further label about a fact of the company stands only where that is stated.
    pub(super) fn stated_place(&self, path: &Path) -> Option<Place> {
        match (&path.base, path.fact) {
            (Base::Organisation, Some(FactId::Company(field))) if path.steps.is_empty() => {
                self.facts.chart().company(field)?;
                self.place(path)
            }
            _ => self.place(path),
        }
    }

    /// The place of a value in the chart; where it is not stated, of its parent key, else the title,
    /// else the id.
    pub(super) fn place(&self, path: &Path) -> Option<Place> {
        let chart = self.facts.chart();
        if path.base == Base::Organisation && path.steps.is_empty() {
            return Some(organisation_place(chart, path.fact));
        }
        let position = self.position_of(&path.base, &path.steps)?;
        Some(fact_place(chart, position, path.fact))
    }

    /// The position that a fix changes; none: the organisation.
    pub(super) fn target(&self, base: &Base, steps: &[Single]) -> Option<PositionId> {
        self.position_of(base, steps)
    }
}

/// The texts of a field, where it holds nothing else. A column of them takes longer than all that is shown of it.
fn texts(chart: &Chart, position: PositionId, fact: FactId) -> Option<Vec<&str>> {
    let FactId::Field(field) = fact else { return None };
    match FactType::of_field(field.key().kind) {
        FactType::Text => Some(chart.words(position, field).into_iter().collect()),
        FactType::Texts if field.key().kind != ValueKind::DottedLines => {
            Some(chart.texts(position, field).map(|text| text.text).collect())
        }
        _ => None,
    }
}

fn not_stated() -> String {
    "not stated".to_owned()
}

/// A chief that is not on the chart, by the name of its seat.
fn absent(path: &Path) -> String {
    match path.steps.first() {
        Some(Single::Cio) => "CIO".to_owned(),
        Some(Single::Cto) => "CTO".to_owned(),
        _ => "nobody".to_owned(),
    }
}

/// A few texts in a row, and how many more there are: a list may be as long as the chart.
fn some(texts: &[&str]) -> String {
    const MOST: usize = 20;
    let shown = texts[..texts.len().min(MOST)].join(", ");
    if texts.len() > MOST { format!("{shown} and {} more", texts.len() - MOST) } else { shown }
}

fn shown_value(value: &Value<'_>, show: &Show, chart: &Chart) -> String {
    match value {
        Value::NotStated | Value::Stated => not_stated(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => shown_number(*number, show),
        Value::Word(word) => one_line(word),
        Value::Texts(texts) => some(texts),
        Value::Link(link) => link.position().map_or_else(|| "nobody".to_owned(), |at| called(chart, at)),
    }
}

#[expect(clippy::float_cmp, reason = "counts are whole numbers")]
fn shown_number(number: f64, show: &Show) -> String {
    match show {
        Show::Plural { one, many } => if number == 1.0 { one } else { many }.clone(),
        _ => plain_number(number),
    }
}

/// A number without a fraction where it has none.
fn plain_number(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn fact_place(chart: &Chart, position: PositionId, fact: Option<FactId>) -> Place {
    let stated = |field: &Field| chart.says(position, *field);
    let fields: &[Field] = match fact {
        Some(FactId::Field(field)) => return chart.label_place(position, field),
        Some(FactId::Own(field)) => {
            let otherwise = || chart.label_place(position, Field::Title);
            return chart.own_place(position, field).unwrap_or_else(otherwise);
        }
        Some(FactId::Derived(derived)) => match derived {
            Derived::Seat
            | Derived::SeatState
            | Derived::SeatScope
            | Derived::SeatSoft
            | Derived::SeatHolders
            | Derived::Grade => &[Field::Role],
            Derived::Function | Derived::FunctionBasis | Derived::Domain => {
                &[Field::Serves, Field::Function, Field::Department, Field::Unit]
            }
            Derived::Serves => &[Field::Serves],
            Derived::Manager
            | Derived::NearestChief
            | Derived::Moved
            | Derived::BeforeManager
            | Derived::BeforeManagerRemoved
            | Derived::Depth
            | Derived::Layer
            | Derived::StepsToChief => &[Field::ReportsTo],
            Derived::IsUnit => &[Field::Unit, Field::Department],
            Derived::DottedCount
            | Derived::DottedToSelf
            | Derived::DottedToManager
            | Derived::DottedToBelow
            | Derived::DottedWithoutPurpose => &[Field::DottedTo],
            Derived::Vacant | Derived::BeforeVacant | Derived::BeforeStatus => &[Field::Status],
            Derived::BeforeId => &[Field::Id],
            Derived::New => &[Field::New, Field::Created],
            Derived::Complement | Derived::ComplementKind | Derived::Complements => &[Field::Complements],
            Derived::MandateFacing
            | Derived::MandateLine
            | Derived::MandateOwns
            | Derived::MandateSide
            | Derived::MandateText
            | Derived::MandateLength => {
                return part_place(chart, position, Field::Mandate, derived);
            }
            Derived::ProfileNeeds
            | Derived::ProfileCovers
            | Derived::ProfileQualities
            | Derived::ComplementGaps => {
                return part_place(chart, position, Field::Profile, derived);
            }
            Derived::GoalsTop | Derived::GoalsBottom | Derived::GoalsCount => &[Field::Goals],
            _ => &[],
        },
        _ => &[],
    };
    // A function is labelled where it was read from: a value of `serves` that says nothing of the
    // side is still the value that decided.
    let field = fields.iter().find(|field| stated(field)).copied().unwrap_or(Field::Title);
    chart.label_place(position, field)
}

fn part_place(chart: &Chart, position: PositionId, field: Field, fact: Derived) -> Place {
    let part = match fact {
        Derived::MandateFacing => Part::Facing,
        Derived::MandateLine => Part::Line,
        Derived::MandateOwns | Derived::MandateSide => Part::Owns,
        Derived::ProfileNeeds | Derived::ComplementGaps => Part::Needs,
        Derived::ProfileCovers => Part::Covers,
        Derived::ProfileQualities => Part::Qualities,
        _ => Part::Text,
    };
    let value = chart.value(position, field).and_then(|mapping| chart.part(mapping, part));
    value.map_or_else(|| chart.label_place(position, field), |at| first_line(chart, at))
}

fn organisation_place(chart: &Chart, fact: Option<FactId>) -> Place {
    let stated = match fact {
        Some(FactId::Company(field)) => chart.company(field),
        Some(FactId::Organisation(Organisation::Headcount)) => chart.company(CompanyField::Employees),
        Some(FactId::Organisation(Organisation::PrimaryGoal)) => {
            chart.company(CompanyField::PrimaryGoal).or_else(|| chart.company(CompanyField::Stage))
        }
        _ => None,
    };
    match stated.or_else(|| chart.company_node()) {
        Some(at) => first_line(chart, at),
        None => Place {
            file: chart.files().first().map(|file| file.id).unwrap_or_default(),
            span: Span::empty(0),
        },
    }
}

/// A label on a collection marks its first line.
fn first_line(chart: &Chart, at: NodeRef) -> Place {
    let place = chart.place(at);
    let span = chart.files()[at.file as usize].tree.file().first_line(place.span);
    Place { span, ..place }
}
