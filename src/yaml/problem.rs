//! What can be amiss with a file as YAML, whatever it is about.

use crate::source::{Span, TextError, quoted};

/// A mistake in the YAML of a file, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The bytes are not text.
    #[error("{0}")]
    Text(TextError),
    /// The file is of another format, of which nothing is read.
    #[error("{name} is not read as a chart")]
    OtherFormat {
        /// What it is, with an article.
        name: &'static str,
        /// What to do about it.
        help: &'static str,
    },
    /// A part of the text is not YAML, and is not read.
    #[error("{message}")]
    Syntax {
        /// What is the matter, for people who do not program.
        message: String,
        /// What to do about it.
        help: &'static str,
        /// Where the reader noticed.
        at: Span,
    },
    /// A reference to a name that nothing has.
    #[error("{} refers to nothing: no `&` before it has this name", quoted(&format!("*{name}")))]
    UnknownAlias {
        /// The name, without `*`.
        name: String,
        /// The reference.
        at: Span,
    },
    /// A reference from inside the very thing it refers to.
    #[error("{} refers to the part that contains it, so it would never end", quoted(name))]
    AliasLoop {
        /// The reference as written.
        name: String,
        /// The reference.
        at: Span,
        /// Where the part it refers to starts.
        target: Span,
    },
    /// References to references that would unfold to more than can be read.
    #[error("the references (`*name`) of this file expand to more than {limit} values")]
    AliasBomb {
        /// [`super::MAX_ALIASED_NODES`], or more in a large file.
        limit: u64,
        /// The reference that goes over it.
        at: Span,
    },
    /// A merge key (`<<`) whose value holds no keys.
    #[error("`<<` takes a set of keys, or a list of them, and this is neither")]
    NotMergeable {
        /// The value.
        at: Span,
    },
    /// More documents (`---`) than [`super::MAX_DOCUMENTS`].
    #[error("the file has more than {limit} documents, and the rest is not read")]
    TooManyDocuments {
        /// [`super::MAX_DOCUMENTS`].
        limit: usize,
        /// The first document over it.
        at: Span,
    },
    /// A row of a table with more cells than there are columns: which of them belongs where is not
    /// known.
    #[error("a row has {cells} cells, but the table has {columns} columns")]
    Row {
        /// Cells of the row.
        cells: usize,
        /// Columns of the table.
        columns: usize,
        /// The row.
        at: Span,
    },
    /// Rows of a table in which a comma of a name has no quotes around it, so that the cells behind it are under other
    /// columns.
    #[error("{}", shifted(*rows))]
    Shifted {
        /// How many rows.
        rows: usize,
        /// The first of them.
        at: Span,
    },
    /// A line of a text in quotes that starts too far left, which not every reader of YAML takes.
    #[error("a line of a text in quotes starts too far to the left")]
    NotPortable {
        /// The start of the line.
        at: Span,
    },
    /// A comment right behind a text in quotes, which not every reader of YAML takes.
    #[error("a comment starts right behind a text in quotes")]
    CloseComment {
        /// Its `#`.
        at: Span,
    },
    /// A quote in a table that may take in more than its cell.
    #[error("a quote opens here and may include more than its cell")]
    Quote {
        /// The cell.
        at: Span,
    },
    /// A key that one mapping holds more than once.
    #[error("the key {} is written {} times in one place", quoted(key), again.len() + 1)]
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it comes first; this one counts.
        first: Span,
        /// Where it stands again.
        again: Vec<Span>,
    },
}

fn shifted(rows: usize) -> String {
    let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
    format!("a comma in the name has no quotes around it in {rows}, which shifts the other cells")
}

impl Problem {
    /// The place to show.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Text(error) => Span::empty(error.offset()),
            Self::OtherFormat { .. } => Span::empty(0),
            Self::Syntax { at, .. }
            | Self::UnknownAlias { at, .. }
            | Self::AliasLoop { at, .. }
            | Self::AliasBomb { at, .. }
            | Self::NotMergeable { at }
            | Self::NotPortable { at }
            | Self::CloseComment { at }
            | Self::TooManyDocuments { at, .. }
            | Self::Row { at, .. }
            | Self::Shifted { at, .. }
            | Self::Quote { at } => *at,
            Self::DuplicateKey { first, .. } => *first,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Text(error) => error.help(),
            Self::Syntax { help, .. } | Self::OtherFormat { help, .. } => help,
            Self::UnknownAlias { .. } => {
                "define the name before it is used (`&name`), or put the text in quotes if the `*` belongs to it"
            }
            Self::AliasLoop { .. } => "write the part out, or refer to something before it",
            Self::AliasBomb { .. } => "write the repeated parts out, or split the chart over several files",
            Self::NotMergeable { .. } => "refer to a part that has keys (`<<: *name`), or remove the line",
            Self::TooManyDocuments { .. } => "join the documents, or split the chart over several files",
            Self::Row { .. } => "put a cell that contains the delimiter in double quotes",
            Self::Shifted { .. } => "put each name that has a comma in double quotes: `\"Last, First\"`",
            Self::NotPortable { .. } => "indent every line of the text deeper than its key",
            Self::CloseComment { .. } => "write a space before the `#`",
            Self::Quote { .. } => {
                "close the quote at the end of the cell, or write `\"\"` for a quote within one; if the \
                    cell is supposed to be like this, keep it"
            }
            Self::DuplicateKey { .. } => "keep one of them; only the first is read",
        }
    }

    /// Whether a part of the file was not read because of it.
    #[must_use]
    pub fn loses_content(&self) -> bool {
        !matches!(
            self,
            Self::DuplicateKey { .. }
                | Self::Quote { .. }
                | Self::NotPortable { .. }
                | Self::CloseComment { .. }
        )
    }
}
