//! What reading a chart costs at the least: its bytes alone, or the events of the YAML parser alone, one
//! after the other and thrown away. `benches/compare.py` measures linting against both.
//!
//! ```sh
//! cargo run --release --example events -- read chart.yaml
//! cargo run --release --example events -- parse chart.yaml
//! ```
//!
//! The library knows the parser in one place only, so that it can be replaced there. This program names
//! it because the parser is what it measures; it asks for what that place asks for.

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, path] = arguments.as_slice() else { return Err("use: events read|parse PATH".into()) };
    let mut count = 0;
    for file in files(Path::new(path))? {
        let text = std::fs::read_to_string(file)?;
        count += if what == "read" { text.len() } else { events(&text)? };
    }
    writeln!(std::io::stdout(), "{count}")?;
    Ok(())
}

/// A file, or the files of a folder.
fn files(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect()
}

fn events(text: &str) -> Result<usize, granit_parser::ScanError> {
    let options = granit_parser::options! {
        strict_indentation: true,
        emit_unresolved_aliases: true,
        max_buffered_comment_events: usize::MAX,
    };
    let mut parser = granit_parser::Parser::new_from_str_with_options(text, options);
    let mut count = 0;
    while let Some(event) = parser.next_event() {
        event?;
        count += 1;
    }
    Ok(count)
}
