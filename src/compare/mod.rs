//! Two versions of charts against each other. Uses [`crate::finding`], [`crate::chart`] and
//! [`crate::graph`].

mod findings;

pub use findings::keep_new;
