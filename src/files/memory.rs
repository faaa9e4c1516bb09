//! Files that are in memory.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use super::{Ask as _, Entry, Files, Kind, Links, Listed, Opened, Origin, There, lexical};
use crate::source::{MAX_FILE_BYTES, TextError, io_words};

/// Files in memory, by their paths. The working folder is the root of all.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// By their whole paths.
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// Files of these paths with these contents.
    pub fn new<P: AsRef<Path>, T: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        let mut memory = Self::default();
        for (path, content) in files {
            memory.set(path, content);
        }
        memory
    }

    /// Adds a file, or puts another content in its place.
    pub fn set(&mut self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) {
        self.files.insert(whole(path.as_ref()), content.into());
    }

    /// Takes a file out.
    pub fn remove(&mut self, path: impl AsRef<Path>) {
        self.files.remove(&whole(path.as_ref()));
    }

    /// What lies below a folder, by whole paths. A folder is there where a file is in it.
    fn below<'m>(&'m self, folder: &'m Path) -> impl Iterator<Item = &'m Path> {
        let after = (Bound::Excluded(folder), Bound::Unbounded);
        let paths = self.files.range::<Path, _>(after).map(|(path, _)| path.as_path());
        paths.take_while(move |path| path.starts_with(folder))
    }

    /// The kind of what is at a whole path.
    fn kind_of(&self, path: &Path) -> Option<Kind> {
        if self.files.contains_key(path) {
            return Some(Kind::File);
        }
        let is_root = path == Path::new("/");
        (is_root || self.below(path).next().is_some()).then_some(Kind::Folder)
    }

    fn content(&self, path: &Path) -> Result<Vec<u8>, TextError> {
        let missing = || TextError::Unreadable(io_words(&io::ErrorKind::NotFound.into()));
        match self.files.get(path) {
            Some(content) if content.len() as u64 > MAX_FILE_BYTES => Err(TextError::TooLarge),
            Some(content) => Ok(content.clone()),
            None if self.kind_of(path).is_some() => Err(TextError::NotAFile),
            None => Err(missing()),
        }
    }
}

/// A path from the root of all.
fn whole(path: &Path) -> PathBuf {
    Path::new("/").join(lexical(path))
}

impl Files for Memory {
    fn read(&self, path: &Path, _: Links) -> Result<Opened, TextError> {
        Ok(Opened { bytes: self.content(&whole(path))?, from: Origin::Memory })
    }

    fn list(&self, folder: &Path, deepest: usize, wants: &mut dyn FnMut(&Entry) -> bool) -> Vec<Listed> {
        let root = whole(folder);
        let mut listed: Vec<Listed> = Vec::new();
        // Folders that were met, and whether what is in them is wanted.
        let mut met: BTreeMap<PathBuf, bool> = BTreeMap::new();
        for path in self.below(&root) {
            let Ok(below) = path.strip_prefix(&root) else { continue };
            let last = below.components().count();
            let mut way = PathBuf::new();
            for (at, part) in below.components().enumerate() {
                way.push(part);
                let depth = at + 1;
                if depth > deepest {
                    break;
                }
                let entry = |kind| Entry { path: folder.join(&way), depth, kind };
                if depth == last {
                    let file = entry(Kind::File);
                    if wants(&file) {
                        listed.push(Ok(file));
                    }
                } else if let Some(is_wanted) = met.get(&way) {
                    if !is_wanted {
                        break;
                    }
                } else {
                    let folder = entry(Kind::Folder);
                    let is_wanted = wants(&folder);
                    met.insert(way.clone(), is_wanted);
                    if !is_wanted {
                        break;
                    }
                    listed.push(Ok(folder));
                }
            }
        }
        listed
    }

    fn kind(&self, path: &Path) -> io::Result<There> {
        let whole = whole(path);
        let kind = self.kind_of(&whole).ok_or(io::ErrorKind::NotFound)?;
        Ok(There { kind, is_link: false, whole })
    }
}

/// Files in memory over others: what is in memory counts, whether or not there is a file below it.
#[derive(Clone, Debug, Default)]
pub struct Over<F> {
    /// What counts first, by paths without links.
    pub memory: Memory,
    /// What counts where that has nothing.
    pub below: F,
}

impl<F: Files> Over<F> {
    /// Nothing in memory yet.
    pub fn new(below: F) -> Self {
        Self { memory: Memory::default(), below }
    }

    /// Puts a content in place of a file, whatever links lead there.
    pub fn put(&mut self, path: &Path, content: impl Into<Vec<u8>>) {
        let whole = self.whole(path);
        self.memory.set(whole, content);
    }

    /// Lets what is below count again.
    pub(crate) fn take_away(&mut self, path: &Path) {
        let whole = self.whole(path);
        self.memory.remove(whole);
    }

    /// The path by which a file is known in memory: without links where there is a file below, else from
    /// the folder that is there.
    fn whole(&self, path: &Path) -> PathBuf {
        let below = |path: &Path| self.below.kind(path).ok().map(|there| there.whole);
        let from_here = || lexical(&self.below.here().join(path));
        below(path).unwrap_or_else(|| {
            let path = from_here();
            let parents = path.parent().and_then(below).zip(path.file_name());
            parents.map_or_else(|| path.clone(), |(folder, name)| folder.join(name))
        })
    }
}

impl<F: Files> Files for Over<F> {
    fn read(&self, path: &Path, links: Links) -> Result<Opened, TextError> {
        let whole = self.whole(path);
        if !self.memory.files.contains_key(&whole) {
            return self.below.read(path, links);
        }
        let is_file = self.below.kind(path).is_ok_and(|there| there.kind == Kind::File);
        let from = if is_file { Origin::MemoryOverDisk } else { Origin::Memory };
        Ok(Opened { bytes: self.memory.content(&whole)?, from })
    }

    fn list(&self, folder: &Path, deepest: usize, wants: &mut dyn FnMut(&Entry) -> bool) -> Vec<Listed> {
        let mut left_out: HashSet<PathBuf> = HashSet::new();
        let mut listed = if self.below.is_folder(folder) {
            let mut wants_of_below = |entry: &Entry| {
                let is_wanted = wants(entry);
                if !is_wanted {
                    left_out.insert(entry.path.clone());
                }
                is_wanted
            };
            self.below.list(folder, deepest, &mut wants_of_below)
        } else {
            Vec::new()
        };
        let known: HashSet<PathBuf> = listed.iter().flatten().map(|entry| entry.path.clone()).collect();
        let whole = self.whole(folder);
        let above = self.memory.list(&whole, deepest, &mut |_| true);
        for entry in above.into_iter().flatten() {
            let Ok(below) = entry.path.strip_prefix(&whole) else { continue };
            let entry = Entry { path: folder.join(below), ..entry };
            let is_left_out = entry.path.ancestors().any(|path| left_out.contains(path));
            if is_left_out || known.contains(&entry.path) {
                continue;
            }
            if wants(&entry) {
                listed.push(Ok(entry));
            } else {
                left_out.insert(entry.path);
            }
        }
        listed
    }

    fn kind(&self, path: &Path) -> io::Result<There> {
        let below = self.below.kind(path);
        if below.is_ok() {
            return below;
        }
        let whole = self.whole(path);
        match self.memory.kind_of(&whole) {
            Some(kind) => Ok(There { kind, is_link: false, whole }),
            None => below,
        }
    }
}
