//! `docs/layouts.md`: the files it shows are those of `fixtures/layouts`, and its sessions are run with
//! the other documents of the command line.

use std::path::Path;

#[test]
fn the_files_that_are_shown_are_those_of_the_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = std::fs::read_to_string(root.join("docs/layouts.md")).unwrap();
    let mut shown = 0;
    let mut rest = document.as_str();
    while let Some(at) = rest.find("<!-- fixtures/") {
        rest = &rest[at + "<!-- ".len()..];
        let (path, after) = rest.split_once(" -->").unwrap();
        let block = after.split_once("```").unwrap().1;
        let (_, text) = block.split_once('\n').unwrap();
        let (text, after) = text.split_once("\n```").unwrap();
        let file = std::fs::read_to_string(root.join(path)).unwrap();
        assert_eq!(text.trim_end(), file.trim_end(), "{path}");
        shown += 1;
        rest = after;
    }
    assert!(shown >= 8, "{shown} files are shown");
}
