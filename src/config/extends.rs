//! A configuration with the files that it builds on, in the order in which they count.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::data::Settings;
use super::find::Found;
use super::read;
use crate::files::{Ask as _, Files, Kind, Links, lexical};
use crate::problem::Problem;
use crate::source::{SourceFile, Span, io_words, quoted, shown_from};
use crate::yaml::{Spanned, Tree};

/// How long a chain of files that build on each other may be.
pub const MAX_DEPTH: usize = 16;
/// How many files a configuration may build on.
pub const MAX_FILES: usize = 64;

/// A configuration file and all that it builds on.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The files: each after those that it builds on, so that a later one counts more.
    pub layers: Vec<Layer>,
}

/// One file of a configuration.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The folder it is in, beside whose files its own rules are.
    pub folder: PathBuf,
    /// The file; an empty one where there is only a folder of own rules.
    pub file: Arc<SourceFile>,
    /// What it says.
    pub settings: Settings,
    /// Its nodes, for what is read of them later; none where it could not be read.
    pub tree: Option<Arc<Tree>>,
    /// The mistakes in it.
    pub problems: Vec<Problem>,
}

impl Config {
    /// Reads a configuration. Never fails: mistakes are in the layers.
    #[must_use]
    pub fn read(files: &dyn Files, here: &Path, found: &Found) -> Self {
        let mut reader = Reader { files, here, layers: Vec::new(), chain: Vec::new(), count: 0 };
        match &found.file {
            Some(path) if found.is_named => {
                let file = files.source(path, shown_from(path, here), Links::Followed);
                reader.read(file, path, &found.folder);
            }
            Some(path) => {
                let file = files.source_within(&files.root(&found.folder), path, here);
                reader.read(file, path, &found.folder);
            }
            None => reader.layers.push(Layer {
                folder: found.folder.clone(),
                file: Arc::new(SourceFile::new(shown_from(&found.folder, here), "")),
                settings: Settings::default(),
                tree: None,
                problems: Vec::new(),
            }),
        }
        Self { layers: reader.layers }
    }
}

struct Reader<'f> {
    files: &'f dyn Files,
    here: &'f Path,
    layers: Vec<Layer>,
    /// The files that are being read, each named by the one before it.
    chain: Vec<PathBuf>,
    /// Number of files read.
    count: usize,
}

impl Reader<'_> {
    /// Reads a file after those that it builds on. The depth of the calls is limited.
    fn read(&mut self, file: SourceFile, path: &Path, folder: &Path) {
        self.count += 1;
        let file = Arc::new(file);
        let read::Read { settings, problems, tree } = read::read(&file);
        let mut layer = Layer { folder: folder.to_owned(), file, settings, tree, problems };
        self.chain.push(path.to_owned());
        for base in layer.settings.extends.clone() {
            if let Err(problem) = self.base(&base, folder) {
                layer.problems.push(problem);
            }
        }
        self.chain.pop();
        layer.problems.sort();
        self.layers.push(layer);
    }

    fn base(&mut self, base: &Spanned<String>, folder: &Path) -> Result<(), Problem> {
        let problem = |message: String, help: &str| Err(Problem::new(base.span, message, help));
        if base.value.contains("://") {
            let help = "copy the file into the repository and name it by its path: nothing is fetched";
            return problem("`extends` takes files, but this is an address".to_owned(), help);
        }
        let named = folder.join(&base.value);
        let there = match self.files.look(&named) {
            Ok(there) => there,
            Err(error) => {
                let message = format!("{}: {}", quoted(&base.value), io_words(&error));
                return problem(message, "name a file by its path from the folder of this one");
            }
        };
        if there.kind == Kind::Folder {
            return problem(format!("{} is a folder", quoted(&base.value)), "name a file in it");
        }
        let path = there.whole;
        let root = self.files.root(folder);
        if lexical(&named).starts_with(&root) && !path.starts_with(&root) {
            let message = format!("{} leads out of the repository through a link", quoted(&base.value));
            return problem(message, "replace the link with the file itself");
        }
        if let Some(at) = self.chain.iter().position(|known| *known == path) {
            let message = if at + 1 == self.chain.len() {
                "the file extends itself".to_owned()
            } else {
                let way: Vec<String> =
                    self.chain[at..].iter().map(|path| shown_from(path, self.here)).collect();
                format!("{} extends itself through {}", quoted(&base.value), way.join(", "))
            };
            return problem(message, "remove one of the files from `extends:`");
        }
        if self.chain.len() >= MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} files extend one another");
            return problem(message, "name the last ones directly");
        }
        if self.count >= MAX_FILES {
            return problem(format!("more than {MAX_FILES} files are extended"), "join some of them");
        }
        let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
        let file = self.files.source(&path, shown_from(&path, self.here), Links::Refused);
        self.read(file, &path, &folder);
        Ok(())
    }
}

impl Layer {
    /// Where a span is, as settings name it: `orglint.yaml:4`.
    #[must_use]
    pub fn line(&self, span: Span) -> String {
        format!("{}:{}", self.file.path(), self.file.position(span.start).line)
    }
}
