//! Paths → rule files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::CliError;
use crate::discover::shown;
use crate::source::{SourceFile, io_words};

/// The rule files at paths: files, and every YAML file in folders.
pub(super) fn find(paths: &[PathBuf]) -> Result<Vec<Arc<SourceFile>>, CliError> {
    let mut found = Vec::new();
    for path in paths {
        let about = std::fs::metadata(path).map_err(|error| unreadable(path, &io_words(&error)))?;
        if !about.is_dir() {
            found.push(path.clone());
            continue;
        }
        let walk = WalkDir::new(path).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_beside_rules(entry)) {
            let entry = entry.map_err(|error| unreadable(path, &error.to_string()))?;
            let is_yaml = entry.path().extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
            if is_yaml && entry.file_type().is_file() {
                found.push(entry.into_path());
            }
        }
    }
    if found.is_empty() {
        return Err(CliError::Argument {
            message: "no rule files here".to_owned(),
            help: "name a rule file, or a folder with `.yaml` files".to_owned(),
        });
    }
    found.into_iter().map(|path| read(&path)).collect()
}

/// Hidden files and folders, and the vocabulary, which lies beside the packs.
fn is_beside_rules(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name == "vocabulary"
}

fn read(path: &Path) -> Result<Arc<SourceFile>, CliError> {
    let file = SourceFile::read(path, shown(path));
    match file.error() {
        Some(error) => Err(unreadable(path, &error.to_string())),
        None => Ok(Arc::new(file)),
    }
}

fn unreadable(path: &Path, why: &str) -> CliError {
    CliError::Argument {
        message: format!("`{}`: {why}", shown(path)),
        help: "check the path and its permissions".to_owned(),
    }
}
