//! A linter for org charts kept as YAML.
//!
//! `orglint` reads a chart, builds a graph of who reports to whom, applies rules, and points at the
//! exact place in the file with what is unusual, why it may matter, and what the choices are.
//!
//! A [`session::Session`] does all of it: it finds charts and their configuration among
//! [`files::Files`], and gives a [`session::Run`] with each [`chart::Chart`], its [`graph::OrgGraph`],
//! and the [`finding::Finding`]s, which [`report::write`] writes in any format.
//!
//! ```
//! use jiff::civil::date;
//! use orglint::files::Memory;
//! use orglint::report::{self, Format};
//! use orglint::session::{Options, Request, Session};
//!
//! let chart = "positions:\n- { id: ceo, title: CEO }\n- { id: it, title: Head of IT, reports_to: cio }\n";
//! let files = Memory::new([("org.yaml", chart)]);
//! let run = Session::new(files, Options::on(date(2026, 1, 15))).lint(Request::of(["org.yaml"]))?;
//!
//! let mut out = Vec::new();
//! report::write(Format::Short, &run.outcome, &report::Options::default(), &mut out)?;
//! let text = String::from_utf8(out)?;
//! assert!(text.starts_with("org.yaml:3:44: error[unknown-manager] Head of IT reports to `cio`"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg_attr(not(any(test, feature = "internals")), expect(unused_imports, reason = "tests use more of it"))]
pub mod chart;
#[doc(hidden)]
pub mod cli;
pub mod files;
pub mod finding;
#[cfg_attr(
    not(any(test, feature = "internals")),
    expect(dead_code, unused_imports, reason = "tests use more of it")
)]
pub mod graph;
pub mod report;
pub mod session;
pub mod source;
pub mod structure;

mod baseline;
mod bits;
mod compare;
mod config;
mod discover;
mod draw;
mod escape;
mod git;
mod history;
mod ide;
mod intern;
mod lsp;
mod nearest;
mod problem;
mod reconcile;
mod references;
#[cfg_attr(
    not(any(test, feature = "internals")),
    expect(dead_code, unused_imports, reason = "tests use more of it")
)]
mod rules;
mod scenario;
mod schema;
mod setup;
mod sort;
mod stats;
#[cfg_attr(
    not(any(test, feature = "internals")),
    expect(dead_code, unused_imports, reason = "tests use more of it")
)]
mod vocabulary;
#[cfg_attr(not(any(test, feature = "internals")), expect(unused_imports, reason = "tests use more of it"))]
mod yaml;

/// Parts of the inside that tests, benchmarks and fuzzers of this project look at by themselves. Nobody
/// else should: it is there with the feature `internals` alone, and changes without notice.
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals {
    /// Known findings.
    pub mod baseline {
        pub use crate::baseline::*;
    }
    /// Reading charts.
    pub mod chart {
        /// Fields by their keys.
        pub mod fields {
            pub use crate::chart::fields::*;
        }
        /// Charts in other shapes.
        pub mod layouts {
            pub use crate::chart::layouts::*;
        }
        /// Writing orglint's own format.
        pub mod native {
            pub use crate::chart::native::*;
        }
        pub use crate::chart::own::Own;
    }
    /// Two versions of a chart.
    pub mod compare {
        pub use crate::compare::*;
    }
    /// Finding files.
    pub mod discover {
        pub use crate::discover::*;
    }
    /// Pictures of charts.
    pub mod draw {
        pub use crate::draw::*;
    }
    /// What is derived of a chart.
    pub mod facts {
        pub use crate::graph::facts::*;
    }
    /// Mistakes in files.
    pub mod problem {
        pub use crate::problem::*;
    }
    /// A chart against a second source.
    pub mod reconcile {
        pub use crate::reconcile::*;
    }
    /// Rules and their engine.
    pub mod rules {
        pub use crate::rules::*;
    }
    /// JSON Schemas.
    pub mod schema {
        pub use crate::schema::*;
    }
    /// Configuration.
    pub mod setup {
        pub use crate::setup::*;
    }
    /// Charts in numbers.
    pub mod stats {
        pub use crate::stats::*;
    }
    /// Titles and functions.
    pub mod vocabulary {
        pub use crate::vocabulary::*;
    }
    /// The reader of YAML.
    pub mod yaml {
        pub use crate::yaml::*;
    }
}
