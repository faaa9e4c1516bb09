//! The parser's error kinds in words that help people who do not program, and the place that shows
//! the mistake best: where a quote opens and not where the parser gave up.

mod layout;
mod scene;

use granit_parser::ErrorKind;

pub(super) use scene::{OpenAt, Scene, end_of_brackets, end_of_quote, is_conflict};

use crate::source::{Span, offset};

/// A mistake as it is told: what is the matter, what to do about it, and where.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) message: String,
    pub(super) help: &'static str,
    pub(super) at: Span,
}

impl Mistake {
    pub(super) fn new(message: impl Into<String>, help: &'static str, at: Span) -> Self {
        Self { message: message.into(), help, at }
    }
}

/// What is told of the first fence of Markdown alone.
pub(super) const FENCE: &str = "a line with ``` belongs to Markdown, not to a chart";

/// Tells what an error of the parser is about.
pub(super) fn mistake(kind: &ErrorKind, scene: &Scene<'_>) -> Mistake {
    if let Some(at) = scene.conflict() {
        return conflict(at);
    }
    match kind {
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::TabInIndentation => quote(scene),
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            after_quote(scene)
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::InvalidMappingValueWhitespace => tab(scene),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::MissingAnchorOrAliasName
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence => layout::mistake(kind, scene),
        _ => brackets(kind, scene)
            .or_else(|| escapes(kind, scene))
            .or_else(|| marks(kind, scene))
            .unwrap_or_else(|| rest(kind, scene)),
    }
}

/// Two people's changes met, and the version control wrote both into the file.
pub(super) fn conflict(at: Span) -> Mistake {
    Mistake::new(
        "the file has both sides of a merge conflict",
        "keep one of the two sides, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`",
        at,
    )
}

/// A quote was opened, and the text in it did not end where it could.
fn quote(scene: &Scene<'_>) -> Mistake {
    let unclosed = scene.unclosed(scene.at);
    let starts_a_quote = matches!(scene.text.as_bytes().get(scene.at), Some(b'"' | b'\''));
    let opened = unclosed.quote.or_else(|| starts_a_quote.then_some(scene.at)).unwrap_or(scene.at);
    let mark = if scene.text[opened..].starts_with('\'') { '\'' } else { '"' };
    let line = scene.line(scene.at);
    let goes_on = opened < line.start as usize
        && !scene.looks_like_entry(line)
        && scene.text[line.range()].contains(mark);
    if goes_on {
        return Mistake::new(
            "a line of a text in quotes starts too far to the left",
            "indent the line deeper than the key of the text",
            scene.first_word(line),
        );
    }
    match scene.closes_below(opened) {
        None => no_end(scene.text, opened),
        Some(lines) => Mistake::new(
            format!(
                "the quote (`{mark}`) that opens here closes {lines} {} below, after other keys or items",
                if lines == 1 { "line" } else { "lines" }
            ),
            "close it where the text ends, or indent all lines of the text deeper than its key",
            scene.character_at(opened),
        ),
    }
}

/// Something is after a closing quote.
fn after_quote(scene: &Scene<'_>) -> Mistake {
    let before = &scene.text[..scene.at];
    let closed = before.trim_end_matches([' ', '\t']);
    let closing = Span::new(offset(closed.len().saturating_sub(1)), offset(closed.len()));
    let spaced = closed.len() < before.len();
    let next = scene.text[scene.at..].chars().next().unwrap_or(' ');
    let in_brackets = !scene.unclosed(scene.at).brackets.is_empty();
    if in_brackets && (spaced || matches!(next, '"' | '{' | '[' | ';' | '=')) {
        let message =
            if matches!(next, ';' | '=') { "`:` or `,` is expected here" } else { "a comma is missing here" };
        return Mistake::new(message, "separate the values with `, `", scene.word_at(scene.at));
    }
    if !spaced && next.is_alphanumeric() {
        return if closed.ends_with('\'') {
            Mistake::new(
                "the apostrophe here ends the text in quotes, and more of it follows",
                "write the apostrophe twice (`''`), or put the text in `\"` instead of `'`",
                closing,
            )
        } else {
            Mistake::new(
                "the quote here ends the text, and more of it follows",
                "write `\\\"` for a quote within the text, or put the text in `'` instead of `\"`",
                closing,
            )
        };
    }
    Mistake::new(
        "more text follows the closing quote",
        "put the whole text in quotes, or no part of it",
        scene.rest_of_line(scene.at),
    )
}

/// A tab where YAML takes spaces alone.
fn tab(scene: &Scene<'_>) -> Mistake {
    let at = scene.next_tab();
    if at.is_some_and(|at| scene.is_indentation(at)) {
        layout::tab_mistake(at.unwrap_or(scene.at))
    } else {
        let at = at.unwrap_or(scene.at);
        Mistake::new("there is a tab where a space is expected", "use only spaces", scene.character_at(at))
    }
}

/// Lists and mappings in brackets.
fn brackets(kind: &ErrorKind, scene: &Scene<'_>) -> Option<Mistake> {
    let at = scene.at;
    let found = match kind {
        ErrorKind::InvalidIndentation => {
            let unclosed = scene.unclosed(at);
            match (unclosed.quote, unclosed.brackets.last()) {
                (Some(_), _) => quote(scene),
                (None, Some(_)) if matches!(scene.character(at), ']' | '}') => Mistake::new(
                    format!("this `{}` starts too far to the left", scene.character(at)),
                    "indent it deeper than the key or the list item that it belongs to",
                    scene.character_at(at),
                ),
                (None, Some(open)) => opened(scene.text, *open),
                (None, None) => return None,
            }
        }
        ErrorKind::UnclosedFlowCollection { .. } => opened(scene.text, at),
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnexpectedEof => match scene.text.as_bytes().get(at) {
            Some(b',') => Mistake::new(
                "a value is missing before this comma",
                "remove the comma, or write a value before it",
                scene.character_at(at),
            ),
            None => opened(scene.text, scene.unclosed(at).brackets.last().copied().unwrap_or(at)),
            Some(_) => return None,
        },
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => Mistake::new(
            format!("`{open}` opens here, but `{close}` closes it"),
            "close `[` with `]` and `{` with `}`; check for a missing bracket between them",
            scene.character_at(at),
        ),
        ErrorKind::MisplacedFlowCollectionEnd => Mistake::new(
            format!("`{}` closes nothing here", scene.character(at)),
            "remove it, or put the text in quotes if it belongs to a text",
            scene.character_at(at),
        ),
        ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::ExpectedFlowMappingSeparator
            if scene.character(at) == ':' =>
        {
            Mistake::new(
                "a comma is missing before the key of this `:`, or quotes around a text with `: ` in it",
                "separate the values with `, `, and put a text with `: ` in it in quotes",
                scene.character_at(at),
            )
        }
        ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::ExpectedFlowMappingSeparator => Mistake::new(
            "a comma is missing before this, or a closing bracket",
            "separate the values with `, `; a text that contains `[`, `{` or `: ` has to be in quotes",
            scene.word_at(at),
        ),
        ErrorKind::BlockEntryInFlowCollection | ErrorKind::PlainScalarStartsWithDashFlowIndicator => {
            Mistake::new(
                "a list item with `-` cannot be within `[` and `]` or `{` and `}`",
                "separate the items with commas, without `-`",
                scene.character_at(at),
            )
        }
        ErrorKind::FlowMappingValueAdjacentCollection => Mistake::new(
            "a space is missing after this `:`",
            "write `: ` between a key and its value",
            scene.character_at(at),
        ),
        ErrorKind::InvalidColonPlacement => Mistake::new(
            "there is no key before this `:`",
            "write the key and its `:` on one line",
            scene.character_at(at),
        ),
        _ => return None,
    };
    Some(found)
}

/// A bracket without its other half.
pub(super) fn opened(text: &str, at: usize) -> Mistake {
    let (message, help) = if text[at.min(text.len())..].starts_with('{') {
        (
            "`{` opens here and is not closed",
            "write the closing `}`; a text that starts with `{` has to be in quotes",
        )
    } else {
        (
            "`[` opens here and is not closed",
            "write the closing `]`; a text that starts with `[` has to be in quotes",
        )
    };
    Mistake::new(message, help, character_at(text, at))
}

/// The character at a byte; nothing at the end of a line.
fn character_at(text: &str, at: usize) -> Span {
    let first = text[at..].chars().next().filter(|c| !matches!(c, '\n' | '\r'));
    Span::new(offset(at), offset(at + first.map_or(0, char::len_utf8)))
}

/// A quote without its other half.
pub(super) fn no_end(text: &str, at: usize) -> Mistake {
    let (message, help) = if text[at..].starts_with('\'') {
        (
            "the quote (`'`) that opens here has no end",
            "write `'` after the text; write an apostrophe in it twice",
        )
    } else {
        ("the quote (`\"`) that opens here has no end", "write `\"` after the text as well")
    };
    Mistake::new(message, help, character_at(text, at))
}

/// A text in quotes that cannot be read.
pub(super) fn bad_text(at: Span) -> Mistake {
    Mistake::new(
        "this text in quotes cannot be read",
        "write `\\\\` for a backslash, or put the text in `'` instead of `\"`",
        at,
    )
}

/// Brackets in brackets, and no end of it.
pub(super) fn too_deep(text: &str, at: usize) -> Mistake {
    Mistake::new(
        format!("lists and keys are nested deeper here than the limit of {} levels", crate::yaml::MAX_DEPTH),
        "list the positions one after the other, each with `reports_to`",
        character_at(text, at),
    )
}

/// A line that fits none of the lines above it.
pub(super) fn out_of_column(scene: &Scene<'_>) -> Mistake {
    layout::out_of_column(scene, scene.line(scene.at))
}

/// Something behind a value that is complete.
pub(super) fn more_follows(at: Span) -> Mistake {
    Mistake::new(
        "more follows here, after a complete value",
        "give each value its own key, or put the whole text in quotes",
        at,
    )
}

/// Backslashes in a text in double quotes.
fn escapes(kind: &ErrorKind, scene: &Scene<'_>) -> Option<Mistake> {
    let is_escape = matches!(
        kind,
        ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape
    );
    is_escape.then(|| {
        Mistake::new(
            "a backslash within `\"` starts a code here, but YAML does not know this one",
            "write `\\\\` for a backslash, or put the text in `'` instead of `\"`",
            scene.bad_escape(),
        )
    })
}

/// Characters that mean something to YAML at the start of a text, and those that no text has.
fn marks(kind: &ErrorKind, scene: &Scene<'_>) -> Option<Mistake> {
    let at = scene.at;
    let found = match kind {
        ErrorKind::UnexpectedCharacter { character: '`' } if scene.text[at..].starts_with("```") => {
            Mistake::new(FENCE, "remove the line and the one that closes it", scene.rest_of_line(at))
        }
        ErrorKind::UnexpectedCharacter { character: '@' | '`' | '%' | '|' | '>' } => quotes_needed(scene, at),
        ErrorKind::UnexpectedCharacter { character } => {
            let at = at + scene.text[at..].find(*character).unwrap_or(0);
            Mistake::new(
                format!("a character that cannot be shown (U+{:04X}) is here", u32::from(*character)),
                "remove it; it often comes along when text is copied from another program",
                scene.character_at(at),
            )
        }
        ErrorKind::BomInsideDocument => Mistake::new(
            "there is an invisible character (a byte-order mark) within the file",
            "remove it; it is often left over where two files were joined",
            scene.character_at(at),
        ),
        ErrorKind::InvalidBlockScalarHeader => Mistake::new(
            format!(
                "`{}` announces a text on the lines below, and more follows on its own line",
                scene.character(at)
            ),
            "start the text on the next line, indented, or put it in quotes",
            scene.rest_of_line(at),
        ),
        ErrorKind::ZeroBlockScalarIndent | ErrorKind::InvalidBlockScalarIndent => Mistake::new(
            "a line of this text is indented less than its first line",
            "indent all lines of the text equally",
            scene.rest_of_line(at),
        ),
        ErrorKind::CommentInterceptedScalar => Mistake::new(
            "there is a comment in the middle of a text that continues after it",
            "put the text in quotes if ` #` belongs to it, or move the comment to its own line",
            scene.rest_of_line(scene.comment_from(at)),
        ),
        ErrorKind::CommentNotSeparated => Mistake::new(
            "a space is missing before this `#`",
            "write ` #` before a comment",
            scene.character_at(at),
        ),
        ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::UndeclaredTagHandle
        | ErrorKind::ExpectedTagBang
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte
        | ErrorKind::InvalidTagUtf8
            if scene.character(at) == '!' =>
        {
            quotes_needed(scene, at)
        }
        _ => return None,
    };
    Some(found)
}

/// A text starts with a character that YAML keeps for itself.
fn quotes_needed(scene: &Scene<'_>, at: usize) -> Mistake {
    let first = scene.character(at);
    let message = match first {
        '`' => "a text that starts with a backtick has to be in quotes".to_owned(),
        _ => format!("a text that starts with `{first}` has to be in quotes"),
    };
    Mistake::new(message, "put the whole text in quotes", scene.rest_of_line(at))
}

/// What is left: limits, instructions to the reader, and what no chart is likely to hold.
fn rest(kind: &ErrorKind, scene: &Scene<'_>) -> Mistake {
    let at = scene.word_at(scene.at);
    match kind {
        ErrorKind::RecursionLimitExceeded => too_deep(scene.text, scene.at),
        ErrorKind::ExpectedDocumentStart
        | ErrorKind::MissingDocumentEndBeforeDirective
        | ErrorKind::DuplicateVersionDirective
        | ErrorKind::UnsupportedYamlMajorVersion
        | ErrorKind::DuplicateTagDirective
        | ErrorKind::ExpectedTagDirectiveBang
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::InvalidDirectiveTerminator
        | ErrorKind::MissingYamlVersionSeparator
        | ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::DirectiveByteLimitExceeded { .. }
        | ErrorKind::TooManyReservedDirectiveParams { .. }
        | ErrorKind::YamlVersionTooLong
        | ErrorKind::MissingYamlVersion
        | ErrorKind::InvalidTagDirectiveTerminator
        | ErrorKind::ExpectedTagBang
        | ErrorKind::MissingTagUri => match scene.directive() {
            Some(line) => Mistake::new(
                "a line that starts with `%` is an instruction to the reader of the file, but this is not one",
                "remove the line; a text that starts with `%` has to be in quotes",
                line,
            ),
            None => more_follows(at),
        },
        ErrorKind::InvalidDocumentEnd => Mistake::new(
            "more text follows `...`, which ends a document",
            "move the text to the next line; a text that starts with `...` has to be in quotes",
            at,
        ),
        ErrorKind::ExpectedNodeContent
        | ErrorKind::UnexpectedEndOfPlainScalar
        | ErrorKind::ExpectedWhitespace => {
            Mistake::new("a value is expected here", "put the text in quotes if it starts with a sign", at)
        }
        _ => Mistake::new("this part cannot be read as YAML", "check this line and the one before it", at),
    }
}
