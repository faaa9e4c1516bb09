#!/usr/bin/env bash
# Fills `fuzz/corpus/TARGET` with what the repository holds: fixtures, rules, the charts inside rule files,
# and the blocks of YAML in the pages. What is there already stays.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

corpus=fuzz/corpus
mkdir -p "$corpus"/{chart,made_chart,planted,versions,folder,csv,rule_file,config,baseline,yaml_pieces,reconcile,scenario}

# Copies files of at most 16 KiB into the corpus of a target, named by their paths.
copy() {
    local target=$1 path
    shift
    find "$@" -type f -size -17k -print0 | while IFS= read -r -d '' path; do
        cp "$path" "$corpus/$target/${path//\//_}"
    done
}

copy chart fixtures '(' -name '*.yaml' -o -name '*.yml' -o -name '*.json' ')'
copy csv fixtures -name '*.csv'
copy rule_file rules/cio-cto rules/integrity rules/reading fixtures/rules -name '*.yaml'
copy config fixtures -name orglint.yaml

# Folders, each as one file.
for folder in fixtures/folder fixtures/layouts/{people,catalogue,broken,unclear,own}; do
    find "$folder" -type f -name '*.y*ml' | LC_ALL=C sort | while IFS= read -r path; do
        echo "-->${path#"$folder"/}"
        cat "$path"
    done >"$corpus/folder/${folder//\//_}"
done

# The charts of a rule file's examples.
for rule in rules/*/*.yaml; do
    awk -v to="$corpus/chart/$(basename "$rule" .yaml)_" '
        function width(line) { match(line, /^ */); return RLENGTH }
        /^ *chart: \{.*\}$/ { sub(/^ *chart: /, ""); print > (to ++count ".yaml"); next }
        /^ *chart:$/ { indent = width($0); inside = 1; count++; next }
        inside && width($0) <= indent && NF { inside = 0 }
        inside { print substr($0, indent + 3) > (to count ".yaml") }
    ' "$rule"
done

# The blocks of the pages, by the name of the file that they are for.
for page in README.md docs/*.md; do
    awk -v to="$corpus" -v page="$(basename "$page" .md)" '
        /^```yaml/ {
            target = "chart"
            if ($2 ~ /orglint\.yaml$/) target = "config"
            else if ($2 ~ /rules\//) target = "rule_file"
            file = to "/" target "/" page "_" ++count ".yaml"
            next
        }
        /^```/ { file = ""; next }
        file { print > file }
    ' "$page"
done

cat >"$corpus/baseline/known.yaml" <<'END'
# Findings that are known.
version: 1
findings:
  - rule: no-root
    at: a
    fingerprint: ba2e0c8450cbcd164c10098d6d8a3389
    count: 2
    reason: as agreed
END
cp tests/hostile/scenario.yaml "$corpus/scenario/data.yaml"
# Each table as the second source of one chart.
find fixtures -name '*.csv' -size -9k | LC_ALL=C sort | while IFS= read -r path; do
    { echo '-->org.yaml'; cat fixtures/small.yaml; echo '-->source.csv'; cat "$path"; } \
        >"$corpus/reconcile/${path//\//_}"
done
cp -n "$corpus"/chart/* "$corpus/yaml_pieces/"

# Choices for charts that are made of them: any will do.
for number in 1 2 3 4 5 6 7 8; do
    for ((at = 0; at < 40 * number; at++)); do
        printf '%b' "\\x$(printf %02x $(((at * at * number + 37 * at + number) % 256)))"
    done >"$corpus/made_chart/$number"
    cp "$corpus/made_chart/$number" "$corpus/versions/$number"
done
