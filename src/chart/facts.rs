//! What a chart says beyond single fields: dotted lines, vacancies, the company, exceptions.

use fixedbitset::FixedBitSet;
use jiff::civil::Date;

use super::fields::REGIMES;
use super::{Chart, CompanyField, Field, NodeRef, Part, PositionId, Text, TopField, values};
use crate::source::Place;
use crate::yaml::Kind;

/// A dotted line of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DottedLine<'c> {
    /// The id it leads to.
    pub to: Text<'c>,
    /// What it is about.
    pub about: Option<&'c str>,
}

/// A finding that is intended, as an entry of `exceptions:`.
#[derive(Clone, Copy, Debug)]
pub struct Exception<'c> {
    /// The rule.
    pub rule: Option<Text<'c>>,
    /// The position, or `company`.
    pub at: Option<Text<'c>>,
    /// Why.
    pub reason: Option<Text<'c>>,
    /// The last day it holds.
    pub until: Option<Date>,
    /// The whole entry.
    pub place: Place,
}

impl Chart {
    /// The text of a field for every position, without its place.
    pub(crate) fn each_words(&self, field: Field) -> impl Iterator<Item = Option<&str>> {
        // Positions of one chart mostly state their fields in the same order.
        let mut expected = 0;
        self.positions().map(move |position| {
            if !self.has_any(position, &[field]) {
                return None;
            }
            let values = self.values(position);
            let fields = &self.values.fields[values.clone()];
            if fields.get(expected).is_none_or(|known| *known != field) {
                expected = fields.iter().position(|known| *known == field)?;
            }
            let node = self.values.nodes[values.start + expected];
            let at = NodeRef { file: self.positions[position.index()].file, node };
            Some(self.native_word(field, at, self.tree(at.file).stated(at.node)?))
        })
    }

    /// The dotted lines of a position.
    pub fn dotted_lines(&self, position: PositionId) -> impl Iterator<Item = DottedLine<'_>> {
        self.value(position, Field::DottedTo).into_iter().flat_map(|at| {
            let tree = self.tree(at.file);
            let node = tree.follow(at.node);
            let alone = (tree.kind(node) != Kind::Sequence).then_some(at);
            let items = tree.items(node).map(move |node| NodeRef { file: at.file, node });
            alone.into_iter().chain(items).filter_map(|at| self.dotted_line(at))
        })
    }

    fn dotted_line(&self, at: NodeRef) -> Option<DottedLine<'_>> {
        if let Some(to) = self.scalar(at) {
            return Some(DottedLine { to, about: None });
        }
        let to = self.part(at, Part::To).and_then(|at| self.scalar(at))?;
        let about = self.part(at, Part::For).and_then(|at| self.scalar(at)).map(|text| text.text);
        Some(DottedLine { to, about })
    }

    /// Whether nobody sits there: by `status`, by a `name` or `holder` written empty, or by a word
    /// for vacant in the name. A name or key of somebody beside an empty one says that the position
    /// is held, and that one of the two was left out.
    #[must_use]
    #[inline]
    pub fn is_vacant(&self, position: PositionId) -> bool {
        // Many rules ask, of everybody: names are read once.
        self.vacant.get_or_init(|| {
            let mut vacant = FixedBitSet::with_capacity(self.len());
            vacant.extend(self.positions().filter(|of| self.reads_vacant(*of)).map(PositionId::index));
            vacant
        })[position.index()]
    }

    fn reads_vacant(&self, position: PositionId) -> bool {
        if matches!(self.words(position, Field::Status), Some("vacant" | "planned")) {
            return true;
        }
        let (mut is_empty, mut is_held) = (false, false);
        for field in [Field::Name, Field::Holder] {
            let Some(at) = self.value(position, field) else { continue };
            match self.tree(at.file).stated(at.node) {
                Some(text) if values::says_vacant(text) => return true,
                None if self.says_nothing(at) => is_empty = true,
                None if self.is_list_of_vacant(at) => return true,
                _ => is_held = true,
            }
        }
        is_empty && !is_held
    }

    /// Where a field names a holder; none where it says that nobody is there.
    #[must_use]
    pub(crate) fn holder(&self, position: PositionId, field: Field) -> Option<Place> {
        let at = self.value(position, field)?;
        let is_named = self.texts_at(at).any(|text| !values::says_vacant(text.text));
        is_named.then(|| self.place(at))
    }

    /// Whether a node is a list of nothing but words for vacant.
    fn is_list_of_vacant(&self, at: NodeRef) -> bool {
        let mut texts = self.texts_at(at).peekable();
        texts.peek().is_some() && texts.all(|text| values::says_vacant(text.text))
    }

    /// The `company:` mapping.
    #[must_use]
    pub(crate) fn company_node(&self) -> Option<NodeRef> {
        self.company_at
    }

    /// The value of a fact about the company.
    #[must_use]
    pub(crate) fn company(&self, field: CompanyField) -> Option<NodeRef> {
        self.company.iter().find(|value| value.field == field).map(|value| value.at)
    }

    /// The text of a fact about the company.
    #[must_use]
    pub(crate) fn company_text(&self, field: CompanyField) -> Option<Text<'_>> {
        self.company(field).and_then(|at| self.scalar(at))
    }

    /// The yes or no of a fact about the company.
    #[must_use]
    pub(crate) fn company_flag(&self, field: CompanyField) -> Option<bool> {
        values::flag(self.company_text(field)?.text)
    }

    /// The number of a fact about the company.
    #[must_use]
    pub fn company_number(&self, field: CompanyField) -> Option<f64> {
        values::number(self.company_text(field)?.text)
    }

    /// The values of a key at the top of the chart, one for each file that has it.
    pub(crate) fn top(&self, field: TopField) -> impl Iterator<Item = NodeRef> {
        self.top.iter().filter(move |value| value.field == field).map(|value| value.at)
    }

    /// The date the chart says it is true for.
    #[must_use]
    pub fn as_of(&self) -> Option<Date> {
        self.top(TopField::AsOf).find_map(|at| values::date(self.scalar(at)?.text))
    }

    /// The regimes that the company says apply to it, of those that rules know.
    pub(crate) fn regimes(&self) -> impl Iterator<Item = &'static str> {
        let stated = self.company(CompanyField::Regimes).into_iter().flat_map(|at| self.texts_at(at));
        stated.filter_map(|text| REGIMES.iter().copied().find(|known| *known == text.text))
    }

    /// Whether a file of the chart says that it is a draft of how things could be.
    #[must_use]
    pub(crate) fn is_scenario(&self) -> bool {
        self.top(TopField::Kind).any(|at| self.scalar(at).is_some_and(|text| text.text == "scenario"))
    }

    /// Ids of positions that have nobody above them on purpose.
    pub(crate) fn declared_roots(&self) -> impl Iterator<Item = Text<'_>> {
        self.top(TopField::Roots).flat_map(|at| self.texts_at(at))
    }

    /// Ids of managers who are not on this chart.
    pub(crate) fn external_managers(&self) -> impl Iterator<Item = Text<'_>> {
        self.top(TopField::ExternalManagers).flat_map(|at| self.texts_at(at))
    }

    /// The entries of `exceptions:`.
    pub(crate) fn exceptions(&self) -> impl Iterator<Item = Exception<'_>> {
        self.top(TopField::Exceptions).flat_map(move |list| {
            let tree = self.tree(list.file);
            let items = tree.items(tree.follow(list.node));
            items.map(move |node| self.exception(NodeRef { file: list.file, node }))
        })
    }

    fn exception(&self, at: NodeRef) -> Exception<'_> {
        let text = |part| self.part(at, part).and_then(|at| self.scalar(at));
        Exception {
            rule: text(Part::Rule),
            at: text(Part::At),
            reason: text(Part::Reason),
            until: text(Part::Until).and_then(|text| values::date(text.text)),
            place: self.place(at),
        }
    }
}
