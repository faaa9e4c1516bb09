//! What was told when the files were written, and what is told now.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::inputs::Input;
use super::made::Series;
use super::told::{Told, told};
use super::vary::hash;

/// Hashes on one line.
const ON_A_LINE: usize = 20;

/// How many lines that differ are shown.
const SHOWN: usize = 6;

/// One group of inputs.
pub struct Known {
    group: String,
    text: String,
    /// The rules that have reported.
    seen: BTreeSet<String>,
    /// For each line, what its hashes are of.
    behind: Vec<Vec<String>>,
    /// Hashes that wait for their line.
    hashes: Vec<(String, String)>,
    written: usize,
}

impl Known {
    pub fn new(group: &str) -> Self {
        let (text, hashes) = (String::new(), Vec::new());
        Self { group: group.to_owned(), text, seen: BTreeSet::new(), behind: Vec::new(), hashes, written: 0 }
    }

    fn path(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/unchanged/known/{}.txt", self.group))
    }

    /// Looks at an input, and at the variations of it with these numbers.
    pub fn input(&mut self, input: &Input, numbers: Range<usize>) {
        self.heading(&input.name);
        self.told("as it is", &told(&input.case), true);
        for number in numbers {
            let Some((what, case)) = input.varied(number) else { break };
            self.told(&what, &told(&case), false);
        }
    }

    /// Looks at cases that differ in one thing.
    pub fn series(&mut self, series: &Series) {
        self.heading(&series.name);
        for (what, case) in &series.cases {
            self.told(what, &told(case), false);
        }
    }

    /// Begins what is told of one thing.
    pub fn heading(&mut self, name: &str) {
        self.flush();
        self.line(name, Vec::new());
    }

    fn told(&mut self, what: &str, told: &Told, is_shown: bool) {
        let mut is_new = false;
        for rule in told.rules() {
            is_new |= self.seen.insert(rule.to_owned());
        }
        if is_shown || is_new {
            self.flush();
            let what: String =
                what.chars().map(|char| if char.is_control() { ' ' } else { char }).take(40).collect();
            let findings = shortened(&told.findings);
            let hash = self.written(&what, &told.whole);
            self.line(&format!("  {what}: {findings} #{hash}"), vec![what]);
        } else {
            self.hash(what, &told.whole);
        }
    }

    /// Adds what is told of a variation, as its hash alone.
    pub fn hash(&mut self, what: &str, whole: &str) {
        let hash = self.written(what, whole);
        self.hashes.push((hash, what.to_owned()));
        if self.hashes.len() == ON_A_LINE {
            self.flush();
        }
    }

    /// The start of a hash; what is told is also written where somebody asks for it.
    fn written(&mut self, what: &str, whole: &str) -> String {
        if let Some(folder) = std::env::var_os("ORGLINT_REPORTS_TO") {
            self.written += 1;
            let folder = Path::new(&folder).join(&self.group);
            std::fs::create_dir_all(&folder).unwrap();
            let heading = self.text.lines().rev().find(|line| !line.starts_with(' ')).unwrap_or_default();
            let text = format!("{heading}\n{what}\n\n{}", whole.replace(",{", ",\n{"));
            std::fs::write(folder.join(format!("{:05}.txt", self.written)), text).unwrap();
        }
        format!("{:04x}", hash(whole.as_bytes()) >> 48)
    }

    fn flush(&mut self) {
        if !self.hashes.is_empty() {
            let (hashes, behind): (Vec<String>, Vec<String>) = self.hashes.drain(..).unzip();
            self.line(&format!("  {}", hashes.join(" ")), behind);
        }
    }

    fn line(&mut self, line: &str, behind: Vec<String>) {
        self.text.push_str(line);
        self.text.push('\n');
        self.behind.push(behind);
    }

    /// Compares all of it with what is known.
    pub fn compare(mut self) {
        self.flush();
        if std::env::var_os("ORGLINT_UPDATE").is_some() {
            std::fs::write(self.path(), &self.text).unwrap();
            return;
        }
        let known = std::fs::read_to_string(self.path()).unwrap_or_default().replace("\r\n", "\n");
        if known == self.text {
            return;
        }
        let mut shown = String::new();
        let (mut differing, mut heading) = (0, "");
        let mut before = known.lines();
        for (now, behind) in self.text.lines().zip(&self.behind) {
            let before = before.next().unwrap_or("(nothing)");
            if !now.starts_with(' ') {
                heading = now;
            }
            if before == now {
                continue;
            }
            differing += 1;
            if differing <= SHOWN {
                let _ = writeln!(
                    shown,
                    "{heading}{}\n  was: {}\n  now: {}",
                    differing_of(before, now, behind),
                    before.trim(),
                    now.trim()
                );
            }
        }
        differing += before.count();
        panic!(
            "{differing} lines of {} differ from what is told now:\n{shown}\
             ORGLINT_REPORTS_TO=FOLDER writes all that is told, to be compared with what was told before by `diff -r`;\n\
             ORGLINT_UPDATE=1 writes the file anew if the change is intended.",
            self.path().display()
        );
    }
}

/// What was varied where hashes of a line differ.
fn differing_of(before: &str, now: &str, behind: &[String]) -> String {
    let (before, now): (Vec<&str>, Vec<&str>) =
        (before.split_whitespace().collect(), now.split_whitespace().collect());
    // Other lines than those of hashes alone say it themselves.
    if behind.len() != now.len() || before.len() != now.len() {
        return String::new();
    }
    let differing = behind.iter().zip(before.iter().zip(&now)).filter(|(_, (before, now))| before != now);
    let differing: Vec<&str> = differing.map(|(what, _)| &**what).take(3).collect();
    format!(", varied: {}", differing.join("; "))
}

/// Findings on one line: those of one rule together.
fn shortened(findings: &[String]) -> String {
    const MOST: usize = 4;
    let mut out = String::new();
    let mut last = "";
    for (at, finding) in findings.iter().take(MOST).enumerate() {
        let (rule, place) = finding.split_once(' ').unwrap_or((finding, ""));
        if rule == last {
            let _ = write!(out, " {place}");
        } else {
            let comma = if at == 0 { "" } else { ", " };
            let _ = write!(out, "{comma}{rule} {place}");
        }
        last = rule;
    }
    if findings.len() > MOST {
        let _ = write!(out, ", {} more", findings.len() - MOST);
    }
    if out.is_empty() { "nothing".to_owned() } else { out }
}
