//! Paths as the client writes them: `file:///charts/org%20of%20today.yaml`.

use std::path::{Path, PathBuf};

const SCHEME: &str = "file://";

/// The path of an address; none of what is not a file.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix(SCHEME)?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let bytes = rest.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| rest.get(at + 1..at + 3)).flatten();
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    let text = String::from_utf8(out).ok()?;
    // `/C:/charts` is `C:/charts`.
    let is_drive = text.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic) && text.get(2..3) == Some(":");
    let text = if is_drive { &text[1..] } else { &text };
    (!text.is_empty()).then(|| PathBuf::from(text))
}

/// The address of a path.
pub(super) fn of(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut out = SCHEME.to_owned();
    out.push_str(if text.starts_with('/') { "" } else { "/" });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend(
                [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_comes_back_from_its_address() {
        for text in ["/a/org of today.yaml", "/ä/50%.yaml", "/a#b?c/[1].json"] {
            assert_eq!(path(&of(Path::new(text))), Some(PathBuf::from(text)));
        }
        assert_eq!(path("file:///c%3A/org.yaml"), Some(PathBuf::from("c:/org.yaml")));
        assert_eq!(path("file://localhost/org.yaml"), Some(PathBuf::from("/org.yaml")));
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(path("file:///%zz%"), Some(PathBuf::from("/%zz%")));
        assert_eq!(path("file:///%ff"), None);
    }
}
