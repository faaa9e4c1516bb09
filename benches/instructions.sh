#!/usr/bin/env bash
# Counts instructions, which are the same in every run whatever else the machine does: what a change to the
# code costs or saves shows to the thousandth. It needs valgrind.
#
#   benches/instructions.sh              # 50, 1,000 and 10,000 positions
#   benches/instructions.sh 100000       # these
#
# NO_BUILD=1 takes the programs as they were last built.
#
# One core, all rules; beside it the YAML parser alone, and linting with the pack `integrity` alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v valgrind >/dev/null || { echo "valgrind is not there" >&2; exit 2; }
[ -n "${NO_BUILD:-}" ] || cargo build --quiet --release --locked --bin orglint --example generate --example events
release="$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/release"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
export RAYON_NUM_THREADS=1 NO_COLOR=1

count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

# Packs other than that of integrity.
packs=$("$release/orglint" rules --no-config | awk 'NR > 1 && $2 != "integrity" { print $2 }' | sort -u)
off=()
for pack in $packs; do
    off+=("--rule=$pack=off")
done

echo '| positions | events | linting | for each position | ÷ events | integrity alone |'
echo '|---:|---:|---:|---:|---:|---:|'
[ $# -gt 0 ] || set -- 50 1000 10000
for positions in "$@"; do
    chart="$work/$positions.yaml"
    "$release/examples/generate" --positions "$positions" --output "$chart" 2>/dev/null
    lint=("$release/orglint" --no-config --fail-on never "$chart")
    events=$(count "$release/examples/events" parse "$chart")
    all=$(count "${lint[@]}")
    integrity=$(count "${lint[@]}" "${off[@]}")
    awk -v n="$positions" -v e="$events" -v a="$all" -v i="$integrity" 'BEGIN {
        printf "| %d | %.1f million | %.1f million | %d | %.2f | %.1f million |\n", n, e / 1e6, a / 1e6, a / n, a / e, i / 1e6
    }'
done
