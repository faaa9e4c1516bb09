//! Running the program as a person does, with nothing of the machine's own settings around it.

use std::path::Path;

use snapbox::cmd::Command;

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program, run in the repository. Standard input is empty.
pub(crate) fn orglint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_orglint")).current_dir(root()).stdin("");
    for (name, _) in std::env::vars_os() {
        if is_setting(&name.to_string_lossy()) {
            command = command.env_remove(name);
        }
    }
    command.env("TERM", "dumb")
}

/// Whether a variable changes what programs print.
fn is_setting(name: &str) -> bool {
    const NAMES: [&str; 8] = [
        "CI",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLORTERM",
        "RUST_LOG",
        "RUST_BACKTRACE",
        "COLUMNS",
    ];
    NAMES.contains(&name) || ["GITHUB_", "GITLAB_", "LC_"].iter().any(|start| name.starts_with(start))
}
