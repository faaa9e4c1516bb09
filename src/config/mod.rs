//! `orglint.yaml`: where it is, what it says, and what it builds on. Uses [`crate::yaml`] and
//! [`crate::source`].
//!
//! Every value keeps its place, and every mistake of a file is noted in one reading. Whether a name
//! is that of a rule, a function or a seat is not known here; see [`crate::setup`].

mod data;
mod extends;
mod find;
mod read;

pub use data::{
    ChartSetting, FieldKind, FieldSetting, FunctionSetting, LayoutSetting, RuleSetting, SeatSetting,
    SecondSetting,
};
pub use extends::{Config, Layer};
pub use find::{FILE_NAMES, Found, RULES_FOLDER, find, find_file};
pub(crate) use read::KEYS;
