//! Rule files → checked rules → findings. Uses [`crate::graph`], [`crate::chart`] and
//! [`crate::finding`].

pub mod builtin;
pub mod check;
mod edit;
mod embedded;
pub mod eval;
pub mod examples;
pub mod exceptions;
pub mod explain;
pub mod facts_page;
pub mod format;
mod missing;
pub mod page;
pub mod registry;
pub mod render;
pub mod run;
mod scope;
