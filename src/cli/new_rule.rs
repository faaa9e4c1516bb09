//! `orglint new-rule NAME`: a commented rule file to start from.

use std::path::{Path, PathBuf};

use clap::Args;

use super::files::{Written, create, make_folder_of};
use super::say::print;
use super::{CliError, End, here, refused, shown};
use crate::config::{RULES_FOLDER, find};
use crate::files::Disk;
use crate::rules::format::is_rule_id;
use crate::setup::Setup;
use crate::source::shown_from;

const TEMPLATE: &str = include_str!("templates/rule.yaml");

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The rule's id, in lower case with `-` between the words
    #[arg(value_name = "NAME")]
    name: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    let name = arguments.name.as_str();
    if !is_rule_id(name) {
        return Err(refused(
            format!("`{name}` is not a rule id"),
            "write it in lower case, with `-` between the words: `no-empty-teams`",
        ));
    }
    let (here, start) = (here(), Path::new("."));
    // A configuration with mistakes is no reason to keep anybody from a new rule.
    let registry = Setup::find(&Disk, &here, start).unwrap_or_default().registry;
    if registry.find(name).is_some() || registry.is_pack(name) {
        return Err(refused(
            format!("a rule or pack `{name}` already exists"),
            format!("choose another name; `orglint explain {name}` says what it looks at"),
        ));
    }
    let folder = match find(&Disk, &here, start) {
        Ok(Some(found)) => found.folder,
        _ => start.to_owned(),
    };
    let path: PathBuf = folder.join(RULES_FOLDER).join(format!("{name}.yaml"));
    make_folder_of(&path)?;
    let written = create(&path, &TEMPLATE.replace("NAME", name))?;
    let path = if folder == start { shown(&path) } else { shown_from(&path, &here) };
    if written == Written::There {
        return Err(refused(
            format!("`{path}` already exists"),
            "choose another name, or continue with that file",
        ));
    }
    print(&format!("{path} is written; change it, and run `orglint test-rules`\n"))?;
    Ok(End::Clean)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::rules::examples::test_files;
    use crate::source::SourceFile;

    #[test]
    fn a_new_rule_passes_its_own_examples() {
        let text = super::TEMPLATE.replace("NAME", "wide-teams");
        let file = Arc::new(SourceFile::new(".orglint/rules/wide-teams.yaml", text));
        let tested = test_files(&[file]);
        assert_eq!(tested.problems, []);
        let tested = tested.tested;
        assert!(tested.iter().all(crate::rules::examples::Tested::is_right), "{tested:?}");
        assert_eq!(tested.iter().map(crate::rules::examples::Tested::count).sum::<usize>(), 2);
    }
}
