//! The `orglint` program.

fn main() {}
