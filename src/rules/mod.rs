//! Rule files → checked rules → findings. Uses [`crate::graph`], [`crate::chart`] and
//! [`crate::finding`].

pub mod builtin;
pub mod check;
pub(crate) mod edit;
mod embedded;
pub mod eval;
pub mod examples;
pub mod exceptions;
pub mod explain;
#[cfg(any(test, feature = "internals"))]
pub mod facts_page;
pub mod format;
mod missing;
#[cfg(any(test, feature = "internals"))]
pub mod page;
pub mod registry;
pub mod render;
pub mod run;
mod scope;
