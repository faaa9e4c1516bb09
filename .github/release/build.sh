#!/usr/bin/env bash
# Builds a release for one target: `build.sh TARGET FOLDER` puts an archive into FOLDER/archives and a wheel
# with the same program into FOLDER/wheels.
set -euo pipefail

target=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

tools=$root/target/release-tools
"$(command -v python3 || command -v python)" -m venv "$tools"
bin=$tools/bin
if [ -d "$tools/Scripts" ]; then bin=$tools/Scripts; fi
"$bin/python" -m pip install --quiet --require-hashes --requirement .github/release/requirements.txt
export PATH="$bin:$PATH"

# Zig links against an old glibc, so that the program runs on old systems too.
options=(--release --locked --target "$target" --out "$folder/wheels")
suffix=''
case "$target" in
    *-linux-gnu) options+=(--zig --compatibility manylinux2014) ;;
    *-linux-musl) options+=(--zig --compatibility musllinux_1_2) ;;
    # Nothing to install beside the program.
    *-windows-msvc) export RUSTFLAGS='-C target-feature=+crt-static' suffix=.exe ;;
esac
maturin build "${options[@]}"
.github/release/archive.sh "target/$target/release/orglint$suffix" "$target" "$folder/archives"
