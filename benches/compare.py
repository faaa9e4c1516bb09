#!/usr/bin/env python3
"""Measures linting against what it can be measured against, in one run on one machine.

    python3 benches/compare.py                                     # 50, 1,000 and 100,000 positions
    python3 benches/compare.py --million                           # a million positions as well
    python3 benches/compare.py --million --update docs/performance.md

Charts are made by `examples/generate.rs`, and before one is measured, what is found in it has to be what was
planted in it, rule by rule. Then all programs take turns on it, so that what else the machine does hits them
alike, and the median of each is taken:

  reading      the bytes of the file into memory, and nothing else
  events       the YAML parser alone on one core, its events thrown away
  two cores    orglint with all rules and the report for people
  one core     the same with RAYON_NUM_THREADS=1
  by hand      benches/by_hand.py: a few of the checks, in Python with a loader in C

Counts of instructions come from benches/instructions.sh where valgrind is there. `by hand` needs PyYAML; without it that column stays empty. Memory is the most that a program had at one time.
"""

import argparse
import json
import multiprocessing
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
MILLION = 1_000_000
LARGE = 100_000
SIZES = [50, 1000, LARGE]
# Findings of the chart on which reports are measured.
FINDINGS = 10_000
MOST_RUNS = 21


def fail(message):
    sys.exit(f"compare: {message}")


class Tools:
    """The programs, built as they are released."""

    def __init__(self, build):
        command = ["cargo", "build", "--release", "--locked", "--bin", "orglint"]
        if build:
            subprocess.run([*command, "--example", "generate", "--example", "events"], cwd=ROOT, check=True)
        metadata = ["cargo", "metadata", "--format-version", "1", "--no-deps"]
        about = json.loads(subprocess.run(metadata, cwd=ROOT, check=True, capture_output=True).stdout)
        release = Path(about["target_directory"]) / "release"
        self.orglint = str(release / "orglint")
        self.events = str(release / "examples" / "events")
        self.generate = str(release / "examples" / "generate")
        rules = subprocess.run([self.orglint, "rules", "--no-config"], check=True, capture_output=True, text=True)
        rows = [line.split() for line in rules.stdout.splitlines()[1:]]
        self.on = {row[0] for row in rows if len(row) > 2 and row[2] != "off"}
        self.packs = sorted({row[1] for row in rows if len(row) > 2})
        self.has_yaml = subprocess.run(
            [sys.executable, "-c", "import yaml; yaml.CSafeLoader"], capture_output=True
        ).returncode == 0

    def lint(self, chart, *options):
        return [self.orglint, "--no-config", "--fail-on", "never", *options, str(chart)]

    def only_integrity(self):
        return [f"--rule={pack}=off" for pack in self.packs if pack != "integrity"]

    def by_hand(self, chart):
        return [sys.executable, str(ROOT / "benches" / "by_hand.py"), str(chart)]


def make(tools, folder, positions, form="flat", findings=None):
    """Writes a chart, and gives its path and what is in it."""
    chart = folder / f"{form}-{positions}-{findings or 'usual'}.yaml"
    command = [tools.generate, "--positions", str(positions), "--form", form, "--output", str(chart)]
    if findings:
        command += ["--findings", str(findings)]
    known = json.loads(subprocess.run(command, check=True, stderr=subprocess.PIPE).stderr)
    # In a process of its own: what this one has in memory is counted to those that it starts.
    check = multiprocessing.get_context("fork").Process(target=check_chart, args=(tools, chart, known))
    check.start()
    check.join()
    if check.exitcode != 0:
        fail(f"{chart.name} is not what it was made to be")
    return chart, known


def check_chart(tools, chart, known):
    """What is found has to be what was planted."""
    report = subprocess.run(tools.lint(chart, "--format", "json"), check=True, stdout=subprocess.PIPE).stdout
    report, found = json.loads(report), {}
    for finding in report["findings"]:
        found[finding["rule"]] = found.get(finding["rule"], 0) + 1
    planted = {rule: count for rule, count in known["findings"].items() if rule in tools.on}
    if found != planted:
        differ = {rule for rule in found.keys() | planted.keys() if found.get(rule) != planted.get(rule)}
        fail("found and planted: " + ", ".join(f"{r} {found.get(r)} {planted.get(r)}" for r in sorted(differ)))
    if report["summary"]["positions"] != known["positions"] or report["summary"]["allowed"] != known["allowed"]:
        fail(f"another summary: {report['summary']}")


def check_by_hand(by_hand, known):
    """What the script found has to be what was planted as well."""
    expected = {rule: known["findings"].get(rule, 0) for rule in by_hand["findings"]}
    # It reads no comments, so it sees what an exception hides.
    expected["reports-to-self"] += known["allowed"]
    for key, value in [("findings", expected), ("positions", known["positions"]), ("open", known["open"])]:
        if by_hand[key] != value:
            fail(f"by hand {key}: {by_hand[key]}, and not {value}")


class Measured:
    """Seconds and bytes of several runs of one program."""

    def __init__(self):
        self.times, self.sizes, self.work = [], [], []

    @property
    def seconds(self):
        return statistics.median(self.times)

    @property
    def processor(self):
        """Processor time of all threads, of which others on the machine take nothing away."""
        return statistics.median(self.work)

    @property
    def bytes(self):
        return statistics.median(self.sizes)


def run_once(command, into, one_core, output):
    environment = dict(os.environ, NO_COLOR="1")
    if one_core:
        environment["RAYON_NUM_THREADS"] = "1"
    start = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=output)
    _, status, usage = os.wait4(child.pid, 0)
    elapsed = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        fail(f"exit code {child.returncode} of {command[0]}")
    into.times.append(elapsed)
    into.sizes.append(usage.ru_maxrss * 1024)
    into.work.append(usage.ru_utime + usage.ru_stime)


def measure(programs, runs, by_hand=subprocess.DEVNULL):
    """Runs programs in turn. A program is its command, whether it has one core, and its own most runs."""
    measured = {name: Measured() for name in programs}
    for turn in range(runs):
        for name, (command, one_core, most) in programs.items():
            if turn < most:
                output = by_hand if name == "by hand" and turn == 0 else subprocess.DEVNULL
                run_once(command, measured[name], one_core, output)
    return measured


def runs_for(positions):
    return min(MOST_RUNS, 21 if positions <= 1000 else 5 if positions <= LARGE else 3)


def whole(tools, chart, known):
    """All programs on one chart."""
    positions = known["positions"]
    runs = runs_for(positions)
    programs = {
        "reading": ([tools.events, "read", str(chart)], False, runs),
        "events": ([tools.events, "parse", str(chart)], False, runs),
        "two": (tools.lint(chart), False, runs),
        "one": (tools.lint(chart), True, runs),
        "integrity": (tools.lint(chart, *tools.only_integrity()), False, runs),
    }
    if tools.has_yaml:
        # It is the slowest by far, and varies the least.
        programs["by hand"] = (tools.by_hand(chart), False, min(runs, 3 if positions < MILLION else 1))
    with tempfile.TemporaryFile("w+") as output:
        measured = measure(programs, runs, output)
        if tools.has_yaml:
            output.seek(0)
            check_by_hand(json.load(output), known)
    return measured


def size_of(path):
    if path.is_dir():
        return sum(entry.stat().st_size for entry in path.iterdir())
    return path.stat().st_size


def remove(path):
    shutil.rmtree(path) if path.is_dir() else path.unlink()


# Tables.


def seconds(value):
    if value < 0.1:
        return f"{value * 1000:.1f} ms"
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def megabytes(value):
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    # A program that has less than the one that starts it is counted with that one's.
    return f"under {own / 1e6:.0f} MB" if value <= own * 1.02 else f"{value / 1e6:.0f} MB"


def times(value):
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---:|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def time_table(results):
    rows = []
    for positions, chart_bytes, m in results:
        hand = m.get("by hand")
        rows.append([
            f"{positions:,}", f"{chart_bytes / 1e6:.1f} MB" if chart_bytes > 1e5 else f"{chart_bytes / 1e3:.0f} kB",
            seconds(m["reading"].seconds), seconds(m["events"].seconds),
            seconds(m["two"].seconds), seconds(m["one"].seconds),
            seconds(hand.seconds) if hand else "",
            times(m["two"].seconds / m["reading"].seconds),
            times(m["two"].seconds / m["events"].seconds), times(m["one"].seconds / m["events"].seconds),
            times(hand.seconds / m["two"].seconds) if hand else "",
        ])
    head = ["positions", "file", "reading", "events", "two cores", "one core", "by hand", "two cores ÷ reading",
            "two cores ÷ events", "one core ÷ events", "by hand ÷ two cores"]
    return table(head, rows)


def processor_table(results):
    rows = []
    for positions, _, m in results:
        hand = m.get("by hand")
        rows.append([
            f"{positions:,}", seconds(m["events"].processor), seconds(m["two"].processor), seconds(m["one"].processor),
            seconds(hand.processor) if hand else "",
            times(m["two"].processor / m["events"].processor), times(m["one"].processor / m["events"].processor),
            times(hand.processor / m["one"].processor) if hand else "",
        ])
    head = ["positions", "events", "two cores", "one core", "by hand", "two cores ÷ events", "one core ÷ events",
            "by hand ÷ one core"]
    return table(head, rows)


def memory_table(results):
    rows = []
    for positions, chart_bytes, m in results:
        hand = m.get("by hand")
        rows.append([
            f"{positions:,}", megabytes(m["events"].bytes), megabytes(m["two"].bytes), megabytes(m["one"].bytes),
            megabytes(hand.bytes) if hand else "",
            times(m["two"].bytes / chart_bytes) if positions >= LARGE else "",
            times(hand.bytes / m["two"].bytes) if hand and positions >= LARGE else "",
        ])
    head = ["positions", "events", "two cores", "one core", "by hand", "two cores ÷ file", "by hand ÷ two cores"]
    return table(head, rows)


def growth_table(results):
    rows = []
    for (few, _, before), (many, _, after) in zip(results, results[1:]):
        rows.append([
            f"{few:,} to {many:,}", times(many / few),
            times(after["two"].seconds / before["two"].seconds), times(after["one"].seconds / before["one"].seconds),
            times(after["events"].seconds / before["events"].seconds), times(after["two"].bytes / before["two"].bytes),
        ])
    return table(["from, to", "positions ×", "two cores ×", "one core ×", "events ×", "memory ×"], rows)


def rules_table(results):
    rows = []
    for positions, _, m in results:
        all_rules, integrity = m["two"].seconds, m["integrity"].seconds
        rows.append([f"{positions:,}", seconds(all_rules), seconds(integrity), times(all_rules / integrity)])
    return table(["positions", "all rules", "integrity alone", "all ÷ integrity"], rows)


def forms_table(tools, folder):
    rows = []
    for form in ["flat", "nested", "folder"]:
        chart, _ = make(tools, folder, LARGE, form)
        runs = runs_for(LARGE)
        m = measure({
            "events": ([tools.events, "parse", str(chart)], False, runs),
            "two": (tools.lint(chart), False, runs),
            "one": (tools.lint(chart), True, runs),
        }, runs)
        files = len(list(chart.iterdir())) if chart.is_dir() else 1
        rows.append([
            form, f"{files:,}", f"{size_of(chart) / 1e6:.1f} MB", seconds(m["events"].seconds), seconds(m["two"].seconds),
            seconds(m["one"].seconds), times(m["two"].seconds / m["events"].seconds), megabytes(m["two"].bytes),
        ])
        remove(chart)
    head = ["form", "files", "bytes", "events", "two cores", "one core", "two cores ÷ events", "memory"]
    return table(head, rows)


def reports_table(tools, folder):
    chart, known = make(tools, folder, LARGE, findings=FINDINGS)
    count = sum(count for rule, count in known["findings"].items() if rule in tools.on)
    formats = ["human", "short", "json", "sarif"]
    runs = runs_for(LARGE)
    programs = {
        "events": ([tools.events, "parse", str(chart)], False, runs),
        "counted": (tools.lint(chart, "--statistics"), False, runs),
    }
    for name in formats:
        programs[name] = (tools.lint(chart, "--format", name), False, runs)
    m = measure(programs, runs)
    remove(chart)
    rows = []
    for name in formats:
        more = max(m[name].seconds - m["counted"].seconds, 0)
        rows.append([name, seconds(m[name].seconds), seconds(more), times(more / m["events"].seconds)])
    text = table(["format", "linting and printing", "printing", "printing ÷ events"], rows)
    return count, text


def machine(cores):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, cwd=ROOT).stdout.split()[1:2]
    python = platform.python_version()
    return (f"Measured on {cores} cores of a machine of the class {platform.machine()} with {memory:.0f} GB, "
            f"{platform.system()}, Rust {''.join(rustc)}, Python {python}; medians.")


def page(tools, sizes, cores):
    results = []
    with tempfile.TemporaryDirectory(prefix="orglint-compare-") as name:
        folder = Path(name)
        for positions in sizes:
            print(f"{positions:,} positions …", file=sys.stderr)
            chart, known = make(tools, folder, positions)
            results.append((positions, size_of(chart), whole(tools, chart, known)))
            remove(chart)
        print("forms and reports …", file=sys.stderr)
        forms = forms_table(tools, folder)
        count, reports = reports_table(tools, folder)
    built = dict(os.environ, NO_BUILD="1")
    script = [ROOT / "benches" / "instructions.sh", "1000", "10000"]
    counted = subprocess.run(script, stdout=subprocess.PIPE, text=True, env=built)
    instructions = ["### Instructions, on one core", counted.stdout.strip()] if counted.returncode == 0 else []
    parts = [
        machine(cores),
        "### Time", time_table(results),
        "### Processor time",
        "Of all threads together; it hardly depends on what else the machine does.", processor_table(results),
        "### Memory", memory_table(results),
        "### Growth", growth_table(results),
        "### All rules against integrity alone", rules_table(results),
        f"### The forms of {LARGE:,} positions", forms,
        f"### Printing {count:,} findings of {LARGE:,} positions", reports,
        *instructions,
    ]
    return "\n\n".join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--million", action="store_true", help="measure a million positions too")
    parser.add_argument("--update", metavar="FILE", type=Path, help="write the tables between the marks of this page")
    parser.add_argument("--runs", metavar="N", type=int, help="at most so many runs of each program")
    parser.add_argument("--no-build", action="store_true", help="measure the programs as they were last built")
    arguments = parser.parse_args()
    if arguments.runs:
        global MOST_RUNS
        MOST_RUNS = arguments.runs
    # The same cores on every machine, where they can be chosen.
    cores = min(2, os.cpu_count() or 1)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
        cores = len(os.sched_getaffinity(0))
    tools = Tools(not arguments.no_build)
    text = page(tools, SIZES + [MILLION] * arguments.million, cores)
    print(text)
    if arguments.update:
        old = arguments.update.read_text(encoding="utf-8")
        marked = re.compile(re.escape(BEGIN) + ".*" + re.escape(END), re.DOTALL)
        if not marked.search(old):
            fail(f"{arguments.update} has no marks")
        new = marked.sub(lambda _: f"{BEGIN}\n{text}\n{END}", old)
        arguments.update.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
