//! Rule files → checked rules → findings. Uses [`crate::graph`], [`crate::chart`] and
//! [`crate::finding`].

pub mod builtin;
pub mod check;
mod embedded;
pub mod format;
