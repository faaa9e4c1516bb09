#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;

use super::*;

fn listed(files: &dyn Files, folder: &Path, deepest: usize) -> Vec<(String, usize, Kind)> {
    let wants = &mut |entry: &Entry| !entry.name().starts_with('x');
    let listed = files.list(folder, deepest, wants).into_iter().map(Result::unwrap);
    let mut listed: Vec<_> = listed
        .map(|entry| {
            let below = entry.path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (below, entry.depth, entry.kind)
        })
        .collect();
    listed.sort_by(|one, other| one.0.cmp(&other.0));
    listed
}

/// A file stands where another one's folder would be.
fn clashes(paths: &BTreeMap<String, String>) -> bool {
    paths.keys().any(|path| paths.keys().any(|other| other.starts_with(&format!("{path}/"))))
}

proptest! {
    /// What is in memory, on the disk, and in memory over the disk looks the same.
    #[test]
    fn every_kind_of_files_answers_alike(
        files in prop::collection::btree_map("[abx](/[abx]){0,2}", "[a-z]{0,3}", 1..6), above: u8
    ) {
        prop_assume!(!clashes(&files));
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        let memory = Memory::new(files.iter().map(|(path, text)| (path, text.as_str())));
        let mut over = Over { memory: Memory::default(), below: Disk };
        for (at, (path, text)) in files.iter().enumerate() {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            // In memory alone, on the disk alone, or both: then memory counts.
            let kind = (usize::from(above) >> (2 * (at % 4))) % 4;
            if kind != 0 {
                fs::write(&path, if kind == 1 { text } else { "other" }).unwrap();
            }
            if kind != 1 {
                over.memory.set(&path, text.as_str());
            }
        }
        for deepest in 1..4 {
            let expected = listed(&memory, Path::new("."), deepest);
            prop_assert_eq!(&listed(&over, &folder, deepest), &expected);
        }
        for (path, text) in &files {
            for (files, path) in [(&memory as &dyn Files, PathBuf::from(path)), (&over, folder.join(path))] {
                let opened = files.read(&path, Links::Followed).unwrap();
                prop_assert_eq!(String::from_utf8(opened.bytes).unwrap(), text.clone());
                prop_assert_eq!(files.kind(&path).unwrap().kind, Kind::File);
                prop_assert!(files.is_folder(path.parent().unwrap().parent().map_or(Path::new("."), |_| path.parent().unwrap())));
                prop_assert!(!files.is_there(&path.join("deeper")) && !files.is_there(&path.with_file_name("none")));
            }
        }
    }
}

#[test]
fn it_is_known_where_a_text_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().canonicalize().unwrap().join(name);
    fs::write(path("both"), "old").unwrap();
    fs::write(path("disk"), "disk").unwrap();
    let memory = Memory::new([(path("both"), "new"), (path("memory"), "memory")]);
    let over = Over { memory, below: Disk };
    for (name, text, from) in [
        ("both", "new", Origin::MemoryOverDisk),
        ("disk", "disk", Origin::Disk),
        ("memory", "memory", Origin::Memory),
    ] {
        let opened = over.read(&path(name), Links::Refused).unwrap();
        assert_eq!((opened.bytes, opened.from), (text.as_bytes().to_vec(), from), "{name}");
    }
    assert!(over.read(&path("none"), Links::Followed).is_err());
}

#[cfg(unix)]
#[test]
fn what_is_opened_is_looked_at() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("file"), "text").unwrap();
    symlink("file", path("link")).unwrap();
    symlink("gone", path("nowhere")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(path("pipe")).status();
    let read = |name: &str, links| Disk.read(&path(name), links).map(|opened| opened.bytes);
    assert_eq!(read("link", Links::Followed), Ok(b"text".to_vec()));
    assert_eq!(read("link", Links::Refused), Err(TextError::NotAFile));
    for links in [Links::Followed, Links::Refused] {
        assert_eq!(read("file", links), Ok(b"text".to_vec()));
        assert_eq!(read("socket", links), Err(TextError::NotAFile));
        assert_eq!(read(".", links), Err(TextError::NotAFile));
        // Nobody writes to it.
        assert!(pipe.is_err() || read("pipe", links) == Err(TextError::NotAFile));
    }
    let kind = |name: &str| Disk.kind(&path(name)).map(|there| (there.kind, there.is_link));
    assert_eq!(kind("link").unwrap(), (Kind::File, true));
    assert_eq!(kind("nowhere").unwrap(), (Kind::Link, true));
    assert!(!Disk.is_there(&path("nowhere")) && kind("gone").is_err());
}
