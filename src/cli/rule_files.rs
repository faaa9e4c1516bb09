//! Paths → rule files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{CliError, refused, shown};
use crate::files::{Ask as _, Disk, Entry, Files as _, Kind, Links};
use crate::source::{SourceFile, io_words};

/// The rule files at paths: files, and every YAML file in folders.
pub(super) fn find(paths: &[PathBuf]) -> Result<Vec<Arc<SourceFile>>, CliError> {
    let mut found = Vec::new();
    for path in paths {
        let there = Disk.look(path).map_err(|error| unreadable(path, &io_words(&error)))?;
        if there.kind != Kind::Folder {
            found.push(read(path, Links::Followed)?);
            continue;
        }
        let mut files = Vec::new();
        for listed in Disk.list(path, usize::MAX, &mut |entry| !is_beside_rules(entry)) {
            let entry = listed.map_err(|(path, why)| unreadable(&path, &why))?;
            let is_yaml = entry.path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
            if is_yaml && entry.kind == Kind::File {
                files.push(entry.path);
            }
        }
        files.sort();
        for file in &files {
            found.push(read(file, Links::Refused)?);
        }
    }
    if found.is_empty() {
        return Err(refused("no rule files here", "name a rule file, or a folder with `.yaml` files"));
    }
    Ok(found)
}

/// Hidden files and folders, and the vocabulary, which lies beside the packs.
fn is_beside_rules(entry: &Entry) -> bool {
    let name = entry.name();
    name.starts_with('.') || name == "vocabulary"
}

fn read(path: &Path, links: Links) -> Result<Arc<SourceFile>, CliError> {
    let file = Disk.source(path, shown(path), links);
    match file.error() {
        Some(error) => Err(unreadable(path, &error.to_string())),
        None => Ok(Arc::new(file)),
    }
}

fn unreadable(path: &Path, why: &str) -> CliError {
    refused(format!("`{}`: {why}", shown(path)), "check the path and its permissions")
}
