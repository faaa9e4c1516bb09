#!/usr/bin/env bash
# Writes FOLDER/SHA256SUMS, with a line for each file in the folder: `sums.sh FOLDER`.
set -euo pipefail

cd "$1"
rm -f SHA256SUMS
if command -v sha256sum >/dev/null; then sums=(sha256sum); else sums=(shasum -a 256); fi
"${sums[@]}" -- * >SHA256SUMS.new
mv SHA256SUMS.new SHA256SUMS
