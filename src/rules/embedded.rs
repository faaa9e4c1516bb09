//! The built-in rules, as tables that the build script made of the rule files.
#![expect(
    clippy::enum_glob_use,
    clippy::wildcard_imports,
    reason = "the table names everything by its bare name, see the module `format`"
)]

use super::format::*;
use crate::chart::fields::*;
use crate::finding::Severity;
use crate::graph::catalogue::*;

use Age::*;
use Base::*;
use Body::*;
use Compared::*;
use Cond::*;
use For::*;
use Many::*;
use NumberExpr::*;
use ParamValue::*;
use Piece::*;
use Quantifier::*;
use Report::*;
use Severity::*;
use Show::*;
use Single::*;
use Test::*;
use Unit::*;
use WordExpr::*;
use YieldAbout::*;

/// A built-in rule.
#[derive(Debug)]
pub(super) struct Builtin {
    /// Its file in the repository.
    pub(super) path: &'static str,
    /// The file's text, with the examples.
    pub(super) text: &'static str,
    /// The rule.
    pub(super) rule: Rule,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
