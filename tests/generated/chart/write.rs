//! A company as YAML.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use super::{Company, Line, Position};

/// Positions of one file of a folder.
const PER_FILE: usize = 40;

/// How a chart is written. What it says is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// A list of positions.
    Flat,
    /// A tree, and a list of what no tree can say.
    Nested,
    /// A folder of many files.
    Folder,
}

impl Form {
    pub(crate) const ALL: [Self; 3] = [Self::Flat, Self::Nested, Self::Folder];

    /// Its name on a command line.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Nested => "nested",
            Self::Folder => "folder",
        }
    }
}

impl Company {
    /// Writes the chart: a file, or for a folder what is in it.
    pub(crate) fn write(&self, form: Form, to: &Path) -> io::Result<()> {
        if form != Form::Folder {
            return std::fs::write(to, self.text(form));
        }
        std::fs::create_dir_all(to)?;
        std::fs::write(to.join("company.yaml"), self.head())?;
        for (at, positions) in self.positions.chunks(PER_FILE).enumerate() {
            let mut out = String::from("positions:\n");
            for position in positions {
                self.listed(&mut out, position);
            }
            std::fs::write(to.join(format!("team-{at:05}.yaml")), out)?;
        }
        Ok(())
    }

    /// The chart in one file; a folder is none, and its text is that of the list.
    pub(crate) fn text(&self, form: Form) -> String {
        let mut out = self.head();
        out.reserve(self.positions.len() * 200);
        if form == Form::Nested {
            self.tree(&mut out);
        } else {
            out.push_str("positions:\n");
            for position in &self.positions {
                self.listed(&mut out, position);
            }
        }
        out
    }

    fn head(&self) -> String {
        let mut out = String::from("as_of: 2026-01-15\ncompany:\n  name: Łódź & Zürich Robotics\n");
        let employees = self.employees.unwrap_or(self.positions.len());
        let _ = writeln!(out, "  employees: {employees}\n  complete: true");
        out
    }

    /// An entry of the list.
    fn listed(&self, out: &mut String, position: &Position) {
        entry(out, "  - ", position);
        match &position.line {
            Line::None => {}
            Line::To(manager) => {
                let _ = writeln!(out, "    reports_to: {}", self.positions[*manager].id);
            }
            Line::Written(line) => {
                let _ = writeln!(out, "    reports_to: {line}");
            }
        }
    }

    /// Everyone below the first position as a tree, and a list of the others.
    fn tree(&self, out: &mut String) {
        let mut is_in_tree = vec![false; self.positions.len()];
        let mut reports: Vec<Vec<usize>> = vec![Vec::new(); self.positions.len()];
        for (at, position) in self.positions.iter().enumerate() {
            if let Line::To(manager) = position.line
                && is_in_tree[manager]
            {
                reports[manager].push(at);
                is_in_tree[at] = true;
            }
            is_in_tree[at] |= at == 0;
        }
        out.push_str("org:\n");
        let mut waiting = vec![(0, 0)];
        while let Some((at, depth)) = waiting.pop() {
            let first = if depth == 0 { "  ".to_owned() } else { format!("{:1$}- ", "", 4 * depth) };
            entry(out, &first, &self.positions[at]);
            if !reports[at].is_empty() {
                let _ = writeln!(out, "{}reports:", " ".repeat(first.len()));
            }
            waiting.extend(reports[at].iter().rev().map(|report| (*report, depth + 1)));
        }
        if is_in_tree.iter().all(|is_in| *is_in) {
            return;
        }
        out.push_str("positions:\n");
        let others = self.positions.iter().zip(is_in_tree).filter(|(_, is_in)| !is_in);
        for (position, _) in others {
            self.listed(out, position);
        }
    }
}

/// What a position says beside its line. The first line begins with what is given, the others are as far in.
fn entry(out: &mut String, first: &str, position: &Position) {
    let indent = " ".repeat(first.len());
    let _ = writeln!(out, "{first}id: {}", position.id);
    if let Some(title) = &position.title {
        let _ = writeln!(out, "{indent}title: {title}");
    }
    if let Some(name) = &position.name {
        let _ = writeln!(out, "{indent}name: {name}");
    }
    let _ = writeln!(out, "{indent}department: {}", position.department);
    for line in &position.more {
        let _ = writeln!(out, "{indent}{line}");
    }
}
