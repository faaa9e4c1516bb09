//! Paths as services look for them: from the root of the repository, wherever the program was run.

use std::borrow::Cow;

use super::Options;

/// A path from the root of the repository. What lies outside of it stays as it is.
pub(super) fn path_in<'p>(path: &'p str, options: &Options) -> Cow<'p, str> {
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut folder = options.folder.as_str();
    if folder.is_empty() || path == "-" || path.starts_with('/') || path.contains(":/") {
        return Cow::Borrowed(path);
    }
    let mut rest = path;
    while let Some(after) = rest.strip_prefix("../") {
        if folder.is_empty() {
            return Cow::Borrowed(path);
        }
        folder = folder[..folder.len() - 1].rfind('/').map_or("", |at| &folder[..=at]);
        rest = after;
    }
    Cow::Owned(format!("{folder}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_starts_at_the_root_of_the_repository() {
        let options = Options { folder: "hr/charts/".to_owned(), ..Options::default() };
        for (path, expected) in [
            ("org.yaml", "hr/charts/org.yaml"),
            ("./a/org.yaml", "hr/charts/a/org.yaml"),
            ("../org.yaml", "hr/org.yaml"),
            ("../../org.yaml", "org.yaml"),
            ("../../../org.yaml", "../../../org.yaml"),
            ("/tmp/org.yaml", "/tmp/org.yaml"),
            ("C:/org.yaml", "C:/org.yaml"),
            ("-", "-"),
        ] {
            assert_eq!(path_in(path, &options), expected);
            let there = path_in(path, &Options::default());
            assert_eq!(there, path.strip_prefix("./").unwrap_or(path), "at the root");
        }
    }
}
