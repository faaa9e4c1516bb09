//! Patterns of paths, as a configuration names the files of a chart.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use super::{DEEPEST, TABLES, TEXTS};
use crate::chart::layouts::{WORKBOOKS, is_workbook};
use crate::problem::Refusal;
use crate::source::quoted;

/// The longest pattern, in bytes.
const LONGEST: usize = 1000;

/// A path, or a pattern of paths.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As it is written.
    pub text: String,
    /// What it names before the first part with a wildcard.
    pub(super) base: PathBuf,
    /// The parts from there on; none where there is no wildcard.
    pub(super) rest: Option<GlobMatcher>,
    /// The folder that it stays in.
    pub(super) root: PathBuf,
    /// The sheet of the workbook that it names: `staff.xlsx#Contractors`.
    pub(super) sheet: Option<String>,
    /// Whether it asks for tables or texts by their ending.
    pub(super) wants_others: bool,
    /// Whether any file that fits is meant, also one that no chart would be in.
    pub(super) takes_all: bool,
}

impl Pattern {
    /// Reads a pattern that stands in a configuration of a folder. `root` is the folder that no chart
    /// reaches out of: that of the repository.
    pub fn new(text: &str, folder: &Path, root: &Path) -> Result<Self, Refusal> {
        let error = |message: String, help: &str| Err(Refusal::new(message, help));
        let shown = quoted(text);
        if text.len() > LONGEST {
            return error(format!("{shown} is longer than {LONGEST} bytes"), "name only the folder");
        }
        if text.contains('\\') {
            return error(format!("{shown} has a `\\` in it"), "write `/` between folders");
        }
        if Path::new(text).is_absolute() || text.starts_with(['/', '~']) || text.contains(':') {
            let help = "write the path from the folder of the configuration";
            return error(format!("{shown} does not start at the folder of the configuration"), help);
        }
        let named = text.rsplit_once('#').filter(|(file, sheet)| is_workbook(file) && !sheet.is_empty());
        let (path, sheet) = named.map_or((text, None), |(file, sheet)| (file, Some(sheet.to_owned())));
        let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        let literal = parts.iter().take_while(|part| !part.contains(['*', '?', '[', '{'])).count();
        let (named, rest) = parts.split_at(literal);
        let mut base = folder.to_owned();
        for part in named {
            if *part == ".." {
                base.pop();
            } else {
                base.push(part);
            }
            if !base.starts_with(root) {
                return error(format!("{shown} leads out of the repository"), HELP_OUT);
            }
        }
        if rest.contains(&"..") {
            let help = "write `..` at the beginning, or leave it out";
            return error(format!("{shown} has `..` after a wildcard"), help);
        }
        // Else `**` within a name would be `*`, which nobody means by it.
        if rest.iter().any(|part| part.contains("**") && *part != "**") {
            return error(format!("{shown} is not a pattern"), HELP_PATTERN);
        }
        let rest = match rest {
            [] => None,
            // `*` and `?` stop at folders.
            rest => match GlobBuilder::new(&rest.join("/")).literal_separator(true).build() {
                Ok(rest) => Some(rest.compile_matcher()),
                Err(_) => return error(format!("{shown} is not a pattern"), HELP_PATTERN),
            },
        };
        let last = parts.last().copied().unwrap_or_default();
        let ending = Path::new(last).extension().and_then(|ending| ending.to_str());
        let mut others = TABLES.iter().chain(&WORKBOOKS).chain(&TEXTS);
        let wants_others =
            ending.is_some_and(|ending| others.any(|known| ending.eq_ignore_ascii_case(known)));
        Ok(Self {
            text: text.to_owned(),
            base,
            rest,
            root: root.to_owned(),
            sheet,
            wants_others,
            takes_all: false,
        })
    }

    /// The same for files of any kind, such as `CODEOWNERS`.
    #[must_use]
    pub fn of_all_files(self) -> Self {
        Self { takes_all: true, ..self }
    }

    /// Whether it is more than a path.
    pub(crate) fn has_wildcard(&self) -> bool {
        self.rest.is_some()
    }

    /// How many levels below [`Pattern::base`] what fits can lie.
    pub(super) fn deepest(&self) -> usize {
        let has_end = self.rest.as_ref().filter(|rest| !rest.glob().glob().contains("**"));
        has_end.map_or(DEEPEST, |rest| rest.glob().glob().split('/').count())
    }

    /// Whether a path below [`Pattern::base`] fits.
    pub(super) fn fits(&self, path: &Path) -> bool {
        let Some(rest) = &self.rest else { return true };
        path.strip_prefix(&self.base).is_ok_and(|below| rest.is_match(below))
    }
}

const HELP_PATTERN: &str = "`*` stands for any part of a name, `**` between slashes for any folders, \
                            `?` for one character, `[ab]` for one of these, `{a,b}` for either";
pub(super) const HELP_OUT: &str = "the files of a chart have to be in the repository of the configuration (a folder with `.git`), or else in its folder";

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Result<Pattern, Refusal> {
        Pattern::new(text, Path::new("/repo/hr"), Path::new("/repo"))
    }

    #[test]
    fn wildcards_stop_at_folders() {
        for (text, fitting, others) in [
            ("people/*.yml", &["people/a.yml"][..], &["people/x/a.yml", "people/a.yaml", "a.yml"][..]),
            ("people/**/*.yml", &["people/a.yml", "people/x/y/a.yml"], &["people/a.yaml"]),
            ("people/**", &["people/a.yml", "people/x/y/a.yml"], &[]),
            ("**/*.yml", &["a.yml", "x/a.yml"], &["a.yaml"]),
            ("{east,west}/*.yaml", &["east/a.yaml", "west/b.yaml"], &["north/a.yaml", "east/x/a.yaml"]),
            ("./team-[ab].yaml", &["team-a.yaml"], &["team-c.yaml", "team-a.yml"]),
            ("*/org.yaml", &["a/org.yaml"], &["org.yaml", "a/b/org.yaml"]),
            ("../all/?.yaml", &["../all/a.yaml"], &["../all/ab.yaml"]),
        ] {
            let pattern = pattern(text).expect("a pattern");
            let path = |text: &&str| match text.strip_prefix("../") {
                Some(rest) => Path::new("/repo").join(rest),
                None => Path::new("/repo/hr").join(text),
            };
            assert!(fitting.iter().map(path).all(|path| pattern.fits(&path)), "{text}");
            assert!(!others.iter().map(path).any(|path| pattern.fits(&path)), "{text}");
        }
    }

    #[test]
    fn what_leads_away_or_cannot_be_read_is_refused() {
        for text in [
            "/etc/*.yaml",
            "~/x",
            "C:/x",
            "../../x.yaml",
            "a/../../../x",
            "*/../x",
            "a**b",
            "people/**.yml",
            "**a/b.yml",
            "{a,**}",
            "[a",
            "a\\b",
            "***",
        ] {
            assert!(pattern(text).is_err(), "{text}");
        }
        for text in ["../x.yaml", "a/../x.yaml", "x", "x/", "a b/*.yaml", "..a/x", "team{a}.yaml"] {
            assert!(pattern(text).is_ok(), "{text}");
        }
        let long = "a/".repeat(600);
        assert!(pattern(&long).is_err());
    }
}
