//! Files of another format, told by name, so that nobody reads about YAML where there is none.

use super::front_matter;
use crate::source::SourceFile;
use crate::yaml::Problem;

/// Where a list that is kept elsewhere can come from.
const WRITE_IT: &str = "write the positions as YAML or JSON, or export them as CSV; `orglint init` writes a small chart to start from";

const WRITE_JSON: &str =
    "write it as JSON, as `JSON.stringify` does: each key and each text in double quotes";

/// Lines that are looked at to tell a format.
const LINES: usize = 20;

/// The format of a file that is text, and none that charts are written in.
pub(super) fn other_format(file: &SourceFile) -> Option<Problem> {
    let name = file.path().rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let ending = ending.as_deref().unwrap_or_default();
    let text = file.text().trim_start_matches('\u{feff}');
    if file.error().is_some() || text.trim().is_empty() {
        return None;
    }
    if is_javascript(text) {
        return Some(Problem::OtherFormat { name: "a JavaScript object", help: WRITE_JSON });
    }
    if matches!(ending, "yaml" | "yml" | "json" | "jsonl" | "ndjson") {
        return None;
    }
    let (name, help) = match ending {
        "toml" => ("a TOML file", WRITE_IT),
        "tf" | "hcl" | "tfvars" => ("a Terraform file", WRITE_IT),
        "ini" | "cfg" | "conf" | "properties" => ("a file of settings", WRITE_IT),
        _ if is_markdown(file.path()) && front_matter(file.text()).is_none() => {
            ("a Markdown file without front matter", WRITE_IT)
        }
        "html" | "htm" => ("an HTML page", WRITE_IT),
        "xml" | "svg" | "drawio" | "vsdx" => ("an XML file", WRITE_IT),
        "vcf" => ("a file of contacts", WRITE_IT),
        "rtf" => ("a text document", WRITE_IT),
        _ => (by_content(text)?, WRITE_IT),
    };
    Some(Problem::OtherFormat { name, help })
}

/// Bytes that are looked at to tell JavaScript.
const LOOKED_AT: usize = 4096;

/// Whether a text is an object or a list of JavaScript: its first keys stand without quotes, each with its value
/// right behind its colon, which neither JSON nor YAML allows.
fn is_javascript(text: &str) -> bool {
    let text = text.trim_start();
    let assigned = || {
        let first = text.split(|c: char| c.is_whitespace() || c == '=').next()?;
        let is_name = matches!(first, "const" | "let" | "var" | "export" | "module.exports" | "window.data");
        is_name.then(|| text.split_once('='))?.map(|(_, rest)| rest.trim_start())
    };
    let exported = text.strip_prefix("export default").map(str::trim_start);
    let Some(body) = exported.or_else(assigned).or(Some(text)).filter(|body| body.starts_with(['{', '[']))
    else {
        return false;
    };
    let is_certain = body.len() != text.len();
    let bytes = &body.as_bytes()[..body.len().min(LOOKED_AT)];
    let (mut at, mut keys, mut awaits_key) = (0, 0, false);
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => {
                at += 1;
                while at < bytes.len() && bytes[at] != quote {
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
                awaits_key = false;
            }
            b'{' | b',' => awaits_key = true,
            byte if byte.is_ascii_whitespace() => {}
            byte if awaits_key && (byte.is_ascii_alphabetic() || byte == b'_') => {
                let end = bytes[at..].iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
                let end = end.map_or(bytes.len(), |length| at + length);
                let is_value = |byte: &u8| matches!(byte, b'"' | b'\'' | b'[' | b'{' | b'`');
                keys +=
                    usize::from(bytes.get(end) == Some(&b':') && bytes.get(end + 1).is_some_and(is_value));
                awaits_key = false;
                at = end;
                continue;
            }
            _ => awaits_key = false,
        }
        at += 1;
    }
    keys > 1 || is_certain
}

/// Whether a file holds a mapping of JSON on each line: by its ending, or where most of the first lines are whole.
pub(super) fn is_json_lines(file: &SourceFile) -> bool {
    let text = file.text().trim_start_matches('\u{feff}');
    if !text.trim_start().starts_with('{') || has_ending(file.path(), &["yaml", "yml", "csv"]) {
        return false;
    }
    if has_ending(file.path(), &["jsonl", "ndjson"]) {
        return true;
    }
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES);
    let is_whole = |line: &&str| line.starts_with("{\"") && line.ends_with('}');
    let whole = lines().filter(is_whole).count();
    whole > 1 && whole + 1 >= lines().count()
}

fn has_ending(path: &str, endings: &[&str]) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| endings.contains(&&*ending))
}

/// Whether a file is Markdown by its ending.
pub(super) fn is_markdown(path: &str) -> bool {
    has_ending(path, &["md", "markdown", "mdx"])
}

/// The format of a file without an ending that tells it.
fn by_content(text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    if start.starts_with("<?xml") || start.starts_with("<svg") {
        return Some("an XML file");
    }
    if start.starts_with("<!") || start.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case("<html")) {
        return Some("an HTML page");
    }
    if start.starts_with("BEGIN:VCARD") {
        return Some("a file of contacts");
    }
    if start.starts_with("{\\rtf") {
        return Some("a text document");
    }
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES);
    let told = || lines().filter(|line| !line.starts_with(['#', ';']));
    if told().next().is_some_and(is_block) && told().any(|line| line.contains(" = ") || line == "}") {
        return Some("a Terraform file");
    }
    let is_setting = |line: &str| is_section(line) || is_assignment(line);
    if told().next().is_some() && told().all(is_setting) && told().any(is_assignment) {
        return Some("a TOML file");
    }
    None
}

/// `resource "github_team" "platform" {`
fn is_block(line: &str) -> bool {
    const WORDS: [&str; 8] =
        ["resource", "variable", "module", "provider", "terraform", "data", "locals", "output"];
    line.ends_with('{') && line.split([' ', '"', '{']).next().is_some_and(|word| WORDS.contains(&word))
}

/// `[people.peer]`, `[[people]]`
fn is_section(line: &str) -> bool {
    let inside = line.trim_matches(['[', ']']);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '"' | ' ');
    line.starts_with('[') && line.ends_with(']') && !inside.is_empty() && inside.chars().all(is_name)
}

/// `name = "…"`
fn is_assignment(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, value)| {
        let key = key.trim();
        let is_key = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '"');
        !key.is_empty() && key.chars().all(is_key) && !value.trim().is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &str, text: &str) -> Option<String> {
        other_format(&SourceFile::new(path, text)).map(|problem| problem.to_string())
    }

    #[test]
    fn other_formats_are_told_by_name_and_by_content() {
        for (path, text, name) in [
            ("team.toml", "name = \"x\"\n", "a TOML file"),
            ("team", "# team\nname = \"x\"\n[people.peer]\nage = 3\n", "a TOML file"),
            ("teams.tf", "x\n", "a Terraform file"),
            ("teams.txt", "resource \"github_team\" \"a\" {\n  name = \"A\"\n}\n", "a Terraform file"),
            ("team.md", "# Staff\n", "a Markdown file without front matter"),
            ("-", "<?xml version=\"1.0\"?><a/>", "an XML file"),
            ("a/page.html", "<p>x", "an HTML page"),
            ("org.json", "{name:'Nova', title:'CEO', children:[]}", "a JavaScript object"),
            ("org.yaml", "[\n\t{\n\t\tname:\"Nova\",\n\t\ttitle:\"CEO\"\n\t}\n]", "a JavaScript object"),
            ("data.js", "export default { name: 'x' }", "a JavaScript object"),
            ("data.ts", "const org: Node = [{ id: 1 }]", "a JavaScript object"),
        ] {
            assert_eq!(told(path, text), Some(format!("{name} is not read as a chart")), "{path}");
        }
        for (path, text) in [
            ("org.yaml", "a = b\n"),
            ("org.yaml", "{ id: a, title: b, note: 'x, y:\"z\", w:\"v\"' }"),
            ("org.json", "{\"id\":\"a\",\"title\":\"b, c:'d', e:'f'\"}"),
            ("org.yaml", "export: x\nconst: y\n"),
            ("org.yaml", "[{ id: a }, { id: 'b' }]"),
            ("org.json", "[x]"),
            ("org.json", "{\"id\": 1}\n"),
            ("org.json", "{\"id\": 1,\n\"title\": {}}\n"),
            ("staff.ndjson", "{\"id\": 1}\n{\"id\": 2}\n"),
            ("team.md", "---\ntitle: x\n---\n"),
            ("notes.txt", "Somebody runs it.\n"),
            ("staff.csv", "Name,Manager\n=a,b\n"),
            ("-", "positions:\n- { id: a }\n"),
            ("-", "[{\"a\": 1}]"),
            ("-", "a: b = c\n"),
            ("empty.md", "\n"),
        ] {
            assert_eq!(told(path, text), None, "{path}");
        }
    }
}
