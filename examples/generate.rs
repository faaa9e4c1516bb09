//! Writes a chart as the benchmarks have them, to look at or to measure with other programs:
//!
//! ```sh
//! cargo run --release --example generate -- --positions 100000 --seed 1 --form flat > chart.yaml
//! cargo run --release --example generate -- --positions 100000 --form folder --output charts
//! ```
//!
//! The same numbers give the same chart. What there is to find in it goes to standard error, as JSON.

#[path = "../tests/generated/chart/mod.rs"]
mod chart;

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;

use chart::{Company, Form, Spec};
use clap::Parser;

#[derive(Parser)]
#[command(about = "Writes a chart of any size in which it is known what there is to find")]
struct Arguments {
    /// Positions of the chart
    #[arg(long, default_value_t = 1000)]
    positions: usize,
    /// Findings to plant; without it one for each hundred positions
    #[arg(long)]
    findings: Option<usize>,
    /// Charts of different seeds differ
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How it is written: flat, nested or folder
    #[arg(long, value_parser = form, default_value = "flat")]
    form: Form,
    /// Where to; without it standard output
    #[arg(long, required_if_eq("form", "folder"))]
    output: Option<PathBuf>,
}

/// The form of a name on the command line.
fn form(word: &str) -> Result<Form, String> {
    let known = Form::ALL.map(Form::word).join(", ");
    Form::ALL.into_iter().find(|form| form.word() == word).ok_or_else(|| format!("one of {known}"))
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let mut spec = Spec::new(arguments.positions, arguments.seed);
    spec.findings = arguments.findings.unwrap_or(spec.findings);
    let company = Company::new(&spec);
    match arguments.output {
        Some(path) => company.write(arguments.form, &path)?,
        None => std::io::stdout().write_all(company.text(arguments.form).as_bytes())?,
    }
    let known = serde_json::json!({
        "positions": company.positions(),
        "open": company.open(),
        "allowed": company.allowed(),
        "findings": company.planted(),
    });
    writeln!(std::io::stderr(), "{known}")?;
    Ok(())
}
