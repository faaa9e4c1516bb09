//! What several checks ask of a chart.

pub(super) mod drift;
pub(super) mod keys;
pub(super) mod lost;
pub(super) mod named;
pub(super) mod near;
pub(super) mod tops;
pub(super) mod twins;
pub(super) mod wording;
