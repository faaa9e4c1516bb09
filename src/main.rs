//! The `orglint` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    orglint::cli::main()
}
