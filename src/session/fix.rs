//! Makes the fixes of findings, and looks whether each does what it says. Nothing is written to the disk: the
//! texts are put over the files in memory.
//!
//! Fixes are tried together, in the order of their places, and the charts are linted again. Where something
//! is amiss the group is halved until the fix is found that is to blame: the others of the group are made all
//! the same. So a move that would make a loop with the moves before it is refused, and those before it stay.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{Error, Request, Run, Session, allow};
use crate::files::{Files, Over};
use crate::finding::{Edit, Finding, Fingerprint, Fix, Outcome, Safety, Severity};
use crate::source::{FileId, Sources, Span, offset};

/// How often fixes are looked for anew: one may bring another finding to light that has one too.
const ROUNDS: usize = 10;

/// How often charts are linted at most in search of the fixes that are to blame. With more of them the rest is left
/// alone.
const TRIALS: usize = 200;

/// How often large charts are linted at least: so often that one fix among a thousand is found.
const LEAST_TRIALS: usize = 24;

/// How many bytes are linted in all before large charts are not linted more often than that.
const LINTED: usize = 64 << 20;

/// What came of making fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The charts as they were.
    pub before: Run,
    /// The charts as they are with the fixes.
    pub after: Run,
    /// The files as they are with the fixes.
    pub sources: Sources,
    /// How many fixes were made.
    pub made: usize,
    /// Those that were not made, in the order of their places.
    pub refused: Vec<Refused>,
    /// Fixes that were not tried, since too many were refused before them.
    pub untried: usize,
}

impl Fixed {
    /// The files that differ: where each is, and its text before and after.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &str, &str)> {
        let after: HashMap<&Path, &str> = texts(&self.sources).collect();
        texts(&self.before.outcome.sources).filter_map(move |(path, before)| {
            let after = *after.get(path)?;
            (after != before).then_some((path, before, after))
        })
    }
}

/// How often charts of so many bytes are linted at most in search of the fixes that are to blame.
fn trials(bytes: usize) -> usize {
    (LINTED / bytes.max(1)).clamp(LEAST_TRIALS, TRIALS)
}

fn texts(sources: &Sources) -> impl Iterator<Item = (&Path, &str)> {
    sources.iter().filter_map(|(_, file)| Some((file.location()?, file.text())))
}

/// A fix that was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Where the finding is: path, line and column.
    pub place: String,
    /// The id of its rule.
    pub rule: String,
    /// What the fix would have done.
    pub title: String,
    /// Why it was not made.
    pub why: String,
}

/// A fix with the findings that it clears, by their numbers among those of the run.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) findings: Vec<usize>,
    pub(super) fix: Fix,
}

/// What may be changed after a run.
type Offer<'o> = Box<dyn Fn(&Run) -> Vec<Candidate> + 'o>;

impl<F: Files> Session<Over<F>> {
    /// Makes the fixes of what is found, up to those that are as safe as `least`, until there are no more to
    /// make.
    pub fn fix(&mut self, request: impl Fn() -> Request, least: Safety) -> Result<Fixed, Error> {
        let offer = |safety| -> Offer<'static> { Box::new(move |run| of_findings(&run.outcome, safety)) };
        let safeties = Safety::ALL.into_iter().filter(|safety| *safety <= least);
        self.change(&request, &safeties.map(offer).collect::<Vec<_>>())
    }

    /// Writes exceptions for what is found, with a reason and perhaps a last day.
    pub fn allow(
        &mut self,
        request: impl Fn() -> Request,
        reason: &str,
        until: Option<Date>,
    ) -> Result<Fixed, Error> {
        self.change(&request, &[Box::new(move |run| allow::of_run(run, reason, until))])
    }

    fn change(&mut self, request: &impl Fn() -> Request, offers: &[Offer<'_>]) -> Result<Fixed, Error> {
        let before = self.lint(request())?;
        let mut after = self.lint_again(request)?;
        let bytes: usize = before.outcome.sources.iter().map(|(_, file)| file.text().len()).sum();
        let mut trials = trials(bytes);
        let (mut made, mut refused, mut untried) = (0, Vec::new(), 0);
        for _ in 0..ROUNDS {
            let before_round = made;
            refused.clear();
            untried = 0;
            for offer in offers {
                let mut pass =
                    Pass { accepted: Vec::new(), refused: Vec::new(), trials: &mut trials, untried: 0 };
                after = pass.run(self, request, after, offer)?;
                made += pass.accepted.iter().map(|candidate| candidate.findings.len()).sum::<usize>();
                untried += pass.untried;
                refused.append(&mut pass.refused);
            }
            if made == before_round {
                break;
            }
        }
        let sources = after.outcome.sources.clone();
        Ok(Fixed { before, after, sources, made, refused, untried })
    }

    /// Lints without saying again what is known by now.
    fn lint_again(&mut self, request: &impl Fn() -> Request) -> Result<Run, Error> {
        let notices = std::mem::take(&mut self.notices);
        let run = self.lint(request());
        self.notices = notices;
        run
    }

    fn put(&mut self, texts: &BTreeMap<FileId, (PathBuf, String)>) {
        for (path, text) in texts.values() {
            self.files.put(path, text.as_str());
        }
    }
}

/// One look for what an offer can change.
struct Pass<'t> {
    accepted: Vec<Candidate>,
    refused: Vec<Refused>,
    /// How often the charts may still be linted.
    trials: &'t mut usize,
    untried: usize,
}

impl Pass<'_> {
    fn run<F: Files>(
        &mut self,
        session: &mut Session<Over<F>>,
        request: &impl Fn() -> Request,
        base: Run,
        offer: &Offer<'_>,
    ) -> Result<Run, Error> {
        let all = apart(&base.outcome, offer(&base));
        let as_they_were = edited(&base.outcome, &all, |_| None);
        let mut waiting = vec![all];
        let mut current: Option<Run> = None;
        while let Some(mut group) = waiting.pop() {
            if group.is_empty() {
                continue;
            }
            let Some(trials) = self.trials.checked_sub(1) else {
                self.untried += group.len();
                continue;
            };
            *self.trials = trials;
            let count = self.accepted.len();
            self.accepted.append(&mut group);
            session.put(&edited(&base.outcome, &self.accepted, |edit| Some(&edit.text)));
            let after = session.lint_again(request)?;
            let known = current.as_ref().unwrap_or(&base);
            let Some(why) = refusal(&base, known, &after, &self.accepted, count) else {
                current = Some(after);
                continue;
            };
            group = self.accepted.split_off(count);
            if let [only] = &group[..] {
                self.refused.push(refused(&base.outcome, only, why));
            } else {
                let second = group.split_off(group.len() / 2);
                waiting.extend([second, group]);
            }
        }
        session.put(&as_they_were);
        session.put(&edited(&base.outcome, &self.accepted, |edit| Some(&edit.text)));
        Ok(current.unwrap_or(base))
    }
}

/// The first fix of each finding that is just as safe.
fn of_findings(outcome: &Outcome, safety: Safety) -> Vec<Candidate> {
    let fix = |(at, finding): (usize, &Finding)| {
        let fix = finding.fixes.iter().find(|fix| fix.safety == safety)?;
        Some(Candidate { findings: vec![at], fix: fix.clone() })
    };
    outcome.findings.iter().enumerate().filter_map(fix).collect()
}

/// Those that can be made together, in the order of their places. In what could not be read in full, nothing is
/// changed, nor of what is in no file.
fn apart(outcome: &Outcome, mut all: Vec<Candidate>) -> Vec<Candidate> {
    let files: HashSet<FileId> =
        outcome.charts.iter().flat_map(|chart| chart.files.iter().copied()).collect();
    let may_change = |file: FileId| {
        let source = outcome.sources.get(file);
        // A sheet is read from a workbook, which is not text.
        let is_whole = source.error().is_none() && !source.is_sheet() && !outcome.broken.contains(&file);
        is_whole && source.location().is_some() && files.contains(&file)
    };
    let mut taken: BTreeSet<(FileId, Span)> = BTreeSet::new();
    all.retain(|candidate| {
        let places = || candidate.fix.edits.iter().map(|edit| (edit.place.file, edit.place.span));
        let meets = |(file, span): (FileId, Span)| {
            // Edits that are taken lie apart, so only the last that starts before the end of this one can
            // meet it.
            let before = taken.range(..=(file, Span::new(span.end, u32::MAX))).next_back();
            before
                .is_some_and(|(other, last)| *other == file && (last.end > span.start || touch(*last, span)))
        };
        let is_free = places().next().is_some() && places().all(|place| may_change(place.0) && !meets(place));
        if is_free {
            taken.extend(places());
        }
        is_free
    });
    all
}

/// Whether two spans meet where one of them holds nothing: what is put there would stand on either side.
fn touch(one: Span, other: Span) -> bool {
    (one.is_empty() || other.is_empty()) && one.start <= other.end && other.start <= one.end
}

/// The texts of the files that fixes change, with what each edit puts there; nothing: what is there.
fn edited<'c>(
    outcome: &Outcome,
    fixes: &'c [Candidate],
    new: impl Fn(&'c Edit) -> Option<&'c str>,
) -> BTreeMap<FileId, (PathBuf, String)> {
    let mut edits: BTreeMap<FileId, Vec<(Span, Option<&str>)>> = BTreeMap::new();
    for edit in fixes.iter().flat_map(|candidate| &candidate.fix.edits) {
        edits.entry(edit.place.file).or_default().push((edit.place.span, new(edit)));
    }
    let text = |(id, mut edits): (FileId, Vec<(Span, Option<&str>)>)| {
        let file = outcome.sources.get(id);
        edits.sort_unstable();
        let (mut text, mut past) = (String::with_capacity(file.text().len() + 64), 0);
        for (span, new) in edits {
            text.push_str(file.slice(Span::new(past, span.start)));
            text.push_str(new.unwrap_or_else(|| file.slice(span)));
            past = span.end;
        }
        text.push_str(file.slice(Span::new(past, offset(file.text().len()))));
        Some((id, (file.location()?.to_owned(), text)))
    };
    edits.into_iter().filter_map(text).collect()
}

/// How many findings there are of each rule, and of each fingerprint.
#[derive(Default)]
struct Counts<'r> {
    rules: HashMap<&'r str, isize>,
    findings: HashMap<(&'r str, Fingerprint), isize>,
}

impl<'r> Counts<'r> {
    fn add(&mut self, outcome: &'r Outcome, finding: &Finding, count: isize) {
        let rule = &*outcome.rule(finding.rule).id;
        *self.rules.entry(rule).or_default() += count;
        *self.findings.entry((rule, finding.fingerprint)).or_default() += count;
    }
}

/// What is wrong with the charts after the fixes behind the first so many, which gave `known`; nothing where
/// they did what they say.
fn refusal(base: &Run, known: &Run, after: &Run, together: &[Candidate], count: usize) -> Option<String> {
    let positions = |run: &Run| run.outcome.summary.positions + run.outcome.summary.abolished;
    if after.outcome.broken.len() > base.outcome.broken.len()
        || after.outcome.charts.len() < base.outcome.charts.len()
    {
        return Some("a part of the file could no longer be read".to_owned());
    }
    if positions(after) < positions(base) {
        return Some("a position would be lost".to_owned());
    }
    if loses_comment(&base.outcome, &after.outcome, together) {
        return Some("a comment would be lost".to_owned());
    }
    let fixed = || {
        let findings = together[count..].iter().flat_map(|candidate| &candidate.findings);
        findings.map(|finding| &base.outcome.findings[*finding])
    };
    let mut expected = Counts::default();
    known.outcome.findings.iter().for_each(|finding| expected.add(&known.outcome, finding, 1));
    fixed().for_each(|finding| expected.add(&base.outcome, finding, -1));
    let mut left = Counts::default();
    after.outcome.findings.iter().for_each(|finding| left.add(&after.outcome, finding, 1));
    let stays = fixed().any(|finding| {
        let key = (&*base.outcome.rule(finding.rule).id, finding.fingerprint);
        left.findings.get(&key).copied().unwrap_or(0) > expected.findings.get(&key).copied().unwrap_or(0)
    });
    if stays {
        return Some("the finding would remain".to_owned());
    }
    let weight = fixed().map(|finding| finding.severity).min().unwrap_or(Severity::Error);
    let is_new = |finding: &&Finding| {
        let rule = &*after.outcome.rule(finding.rule).id;
        let more = |now: Option<&isize>, then: Option<&isize>| now > then.or(Some(&0));
        let key = (rule, finding.fingerprint);
        finding.severity >= weight
            && more(left.rules.get(rule), expected.rules.get(rule))
            && more(left.findings.get(&key), expected.findings.get(&key))
    };
    let new = after.outcome.findings.iter().find(is_new)?;
    Some(format!("there would be a new finding, `{}`: {}", after.outcome.rule(new.rule).id, new.message))
}

/// Whether a comment is gone that no fix takes out.
fn loses_comment(before: &Outcome, after: &Outcome, fixes: &[Candidate]) -> bool {
    let edits = || fixes.iter().flat_map(|candidate| &candidate.fix.edits);
    let changed: HashSet<FileId> = edits().map(|edit| edit.place.file).collect();
    changed.into_iter().any(|file| {
        let texts = |outcome: &Outcome, is_kept: &dyn Fn(Span) -> bool| {
            let mut count: HashMap<String, isize> = HashMap::new();
            for span in outcome.comments.get(&file).into_iter().flatten().filter(|span| is_kept(**span)) {
                *count.entry(outcome.sources.get(file).slice(*span).to_owned()).or_default() += 1;
            }
            count
        };
        let is_left = |comment: Span| {
            !edits().any(|edit| {
                let span = edit.place.span;
                edit.place.file == file && span.start < comment.end && comment.start < span.end
            })
        };
        let now = texts(after, &|_| true);
        texts(before, &is_left).iter().any(|(text, count)| now.get(text).is_none_or(|now| now < count))
    })
}

fn refused(outcome: &Outcome, candidate: &Candidate, why: String) -> Refused {
    let finding = &outcome.findings[candidate.findings[0]];
    let place = finding.primary.place;
    Refused {
        place: outcome.sources.get(place.file).place(place.span),
        rule: outcome.rule(finding.rule).id.to_string(),
        title: candidate.fix.title.clone(),
        why,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_charts_are_linted_less_often() {
        assert_eq!([0, 1 << 10, 1 << 20, 8 << 20, 1 << 30].map(trials), [200, 200, 64, 24, 24]);
    }
}
