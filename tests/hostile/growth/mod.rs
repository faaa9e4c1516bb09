//! Time and memory follow the size of what is read: twice as much of it takes about twice as long, whatever
//! it is made of.
//!
//! `cargo test --release --test hostile growth -- --ignored --test-threads 1` tries the large ones, and shapes
//! put together by chance; `ORGLINT_SHAPES=FROM..TO` says which of them.

#![expect(clippy::print_stdout, reason = "what each shape takes is shown with `--nocapture`")]

mod grammar;
mod measure;
mod named;
mod people;

use measure::{cost, cost_of, instructions};
use orglint::internals::rules::registry::Registry;

/// What a shape is at a size: files by their paths, and the runs that read them.
#[derive(Debug)]
struct Case {
    files: Vec<(String, Vec<u8>)>,
    runs: Vec<Vec<String>>,
}

impl Case {
    /// A chart in one file, written in every format.
    fn chart(text: String) -> Self {
        Self::lint(vec![("org.yaml".to_owned(), text)], &["org.yaml"])
    }

    /// Files, of which some are linted and written in every format.
    fn lint(files: Vec<(String, String)>, paths: &[&str]) -> Self {
        let formats = ["json", "sarif", "github", "gitlab", "junit", "markdown", "html", "short"];
        let outputs = formats.map(|format| format!("--output={format}=report.{format}"));
        let paths = paths.iter().map(|path| (*path).to_owned());
        // Rules that are off by default may be slow as well as the others.
        let registry = Registry::builtin();
        let on = registry.rules().iter().map(|registered| format!("--rule={}=on", registered.rule.id));
        let arguments = outputs.into_iter().chain(on).chain(paths).collect();
        Self { files: bytes_of(files), runs: vec![arguments] }
    }

    /// The same files through the other commands that read charts.
    fn commands(&self) -> Option<Self> {
        let path = self.runs.first()?.last()?;
        let is_diff = self.runs.first()?.first()? == "diff";
        if is_diff || !self.files.iter().any(|(known, _)| known == path) {
            return None;
        }
        let commands: [&[&str]; 7] = [
            &["draw", path],
            &["draw", path, "--format", "html", "--pages"],
            &["draw", path, "--format", "mermaid"],
            &["stats", path, "--format", "json", "--small-groups", "--compare", path],
            &["diff", "--format", "json", path, "other.yaml"],
            &["--diff", "--unsafe-fixes", path],
            &["--write-baseline", "known.yaml", path],
        ];
        let mut files = self.files.clone();
        files.push(("other.yaml".to_owned(), b"positions:\n- { id: a, title: A }\n".to_vec()));
        let runs = commands.map(|words| words.iter().map(|word| (*word).to_owned()).collect());
        Some(Self { files, runs: runs.into() })
    }

    /// Runs of one command.
    fn run(files: Vec<(String, String)>, arguments: &[&str]) -> Self {
        Self {
            files: bytes_of(files),
            runs: vec![arguments.iter().map(|argument| (*argument).to_owned()).collect()],
        }
    }

    fn bytes(&self) -> usize {
        self.files.iter().map(|(_, text)| text.len()).sum()
    }
}

fn bytes_of(files: Vec<(String, String)>) -> Vec<(String, Vec<u8>)> {
    files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()
}

/// A shape by its name, and what it is at a size.
struct Shape {
    name: String,
    at: Box<dyn Fn(usize) -> Case + Send + Sync>,
}

impl Shape {
    fn new(name: impl Into<String>, at: impl Fn(usize) -> Case + Send + Sync + 'static) -> Self {
        Self { name: name.into(), at: Box::new(at) }
    }
}

/// What twice the size may cost at most, beside half the size.
const GROWTH: f64 = 2.6;

/// Doubles a shape until it takes long enough to be measured, and asks how much more twice as much takes.
fn follows_size(shape: &Shape, least_ms: u64, most_bytes: usize) -> Result<String, String> {
    let mut size = 250;
    let mut case = (shape.at)(size);
    let mut before = cost(&case);
    loop {
        let next = (shape.at)(2 * size);
        let mut now = cost(&next);
        let bytes = (case.bytes(), next.bytes());
        if now.cpu_ms >= least_ms || bytes.1 > most_bytes {
            // Others use the machine too: what is slower than it should be is measured again.
            for _ in 0..4 {
                if now.growth(before, bytes) < GROWTH && now.memory_growth(before, bytes) < GROWTH {
                    break;
                }
                before = before.least(cost(&case));
                now = now.least(cost(&next));
            }
            let told = format!(
                "{}: {size} → {} took {} → {} ms, {} → {} KiB for {} → {} bytes",
                shape.name,
                2 * size,
                before.cpu_ms,
                now.cpu_ms,
                before.memory_kib,
                now.memory_kib,
                bytes.0,
                bytes.1
            );
            let fits = now.growth(before, bytes) < GROWTH && now.memory_growth(before, bytes) < GROWTH;
            return if fits { Ok(told) } else { Err(told) };
        }
        (size, case, before) = (2 * size, next, now);
    }
}

fn all_follow_size(shapes: &[Shape], least_ms: u64, most_bytes: usize) {
    let mut wrong = Vec::new();
    for shape in shapes {
        match follows_size(shape, least_ms, most_bytes) {
            Ok(told) => println!("{told}"),
            Err(told) => {
                println!("WRONG {told}");
                wrong.push(told);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Asks of one shape how much more twice as much of it takes, beside what a run of almost nothing takes. Where more
/// findings are told one by one from some size on, that is a step and no growth: it is asked again beyond it.
fn follows_size_in_instructions(shape: &Shape) -> Result<String, String> {
    grows_from(shape, HALF).or_else(|_| grows_from(shape, 2 * HALF))
}

fn grows_from(shape: &Shape, half: usize) -> Result<String, String> {
    let [least, half, whole] = [LEAST, half, 2 * half].map(|size| (shape.at)(size));
    let [Some(least_took), Some(half_took), Some(whole_took)] = [&least, &half, &whole].map(instructions)
    else {
        return Ok(format!("{}: valgrind is not there, so that it is not measured", shape.name));
    };
    let beside = |case: &Case, took: u64| (case.bytes() - least.bytes(), took.saturating_sub(least_took));
    let (before, now) = (beside(&half, half_took), beside(&whole, whole_took));
    let growth = measure::grown(before.1, now.1, (before.0, now.0));
    let told = format!("{}: {before:?} → {now:?} bytes and instructions, {growth:.2} times", shape.name);
    // A run that ends at once grows with nothing.
    if growth < GROWTH && before.1 > 0 { Ok(told) } else { Err(told) }
}

/// A size at which a run does little beside reading its rules.
const LEAST: usize = 4;

/// The smaller size at which instructions are counted.
const HALF: usize = 240;

#[test]
fn what_is_twice_as_long_takes_twice_the_instructions() {
    let shapes = named::once_slow();
    let results: Vec<Result<String, String>> = std::thread::scope(|scope| {
        let halves = shapes.chunks(shapes.len().div_ceil(2));
        let running: Vec<_> = halves
            .map(|shapes| {
                let measured = || shapes.iter().map(follows_size_in_instructions).collect::<Vec<_>>();
                scope.spawn(measured)
            })
            .collect();
        running.into_iter().flat_map(|running| running.join().unwrap()).collect()
    });
    for told in &results {
        println!("{told:?}");
    }
    let wrong: Vec<&String> = results.iter().filter_map(|told| told.as_ref().err()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

// Two shapes still jump where more findings are told one by one than before.
#[test]
#[ignore = "measures time, so that it wants the machine for itself"]
fn what_is_read_twice_as_long_takes_twice_the_time() {
    all_follow_size(&named::once_slow(), 100, 1 << 20);
}

#[test]
#[ignore = "takes minutes"]
fn every_shape_takes_time_by_its_size() {
    all_follow_size(&named::shapes(), 300, 8 << 20);
}

/// The size of a shape of so many bytes, or a little less.
fn sized(shape: &Shape, most_bytes: usize) -> Case {
    let mut size = 50;
    while (shape.at)(2 * size).bytes() < most_bytes && size < 1 << 21 {
        size *= 2;
    }
    (shape.at)(size)
}

/// What is over the budget of time and memory, of shapes at a size and of all that reads charts.
fn over_budget(shapes: &[Shape], most_bytes: usize, all_commands: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for shape in shapes {
        let case = sized(shape, most_bytes);
        let others = if all_commands { case.commands() } else { None };
        for case in others.iter().chain([&case]) {
            for one in &case.runs {
                let cost = cost_of(case, one);
                let told =
                    format!("{}: {} bytes took {cost:?} for {:?}", shape.name, case.bytes(), &one[..2]);
                println!("{told}");
                if !cost.is_within_budget(case.bytes()) {
                    wrong.push(told);
                }
            }
        }
    }
    wrong
}

fn shapes_by_chance(seeds: std::ops::Range<u64>) -> impl Iterator<Item = Shape> {
    seeds.map(grammar::shape)
}

/// Small enough for every change: what is over the budget here by growing faster than its size is far over it at
/// the sizes of the test below.
#[test]
fn every_shape_keeps_to_its_budget() {
    let shapes: Vec<Shape> = named::shapes().into_iter().chain(shapes_by_chance(0..12)).collect();
    let wrong = over_budget(&shapes, 16 << 10, false);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "takes an hour: megabytes of every shape"]
fn large_inputs_take_time_and_memory_by_their_size() {
    let shapes: Vec<Shape> = named::shapes().into_iter().chain(shapes_by_chance(0..40)).collect();
    let wrong = [1 << 20, 8 << 20].map(|size| over_budget(&shapes, size, true)).concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "takes minutes"]
fn shapes_by_chance_take_time_by_their_size() {
    let range = std::env::var("ORGLINT_SHAPES").unwrap_or_else(|_| "0..60".to_owned());
    let (from, to) = range.split_once("..").unwrap();
    let seeds = from.parse::<u64>().unwrap()..to.parse::<u64>().unwrap();
    all_follow_size(&shapes_by_chance(seeds).collect::<Vec<_>>(), 200, 4 << 20);
}
