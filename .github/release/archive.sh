#!/usr/bin/env bash
# Makes the archive of a release: `archive.sh PROGRAM TARGET FOLDER` puts the program, built for the target,
# with licences and README into FOLDER/orglint-vVERSION-TARGET.tar.gz.
#
# The action and `cargo binstall` look for this name, and for the program in a folder of the same name.
set -euo pipefail

program=$1 target=$2 folder=$3
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)
name=orglint-v$version-$target

mkdir -p "$folder/$name"
cp "$program" "$root/README.md" "$root/LICENSE-MIT" "$root/LICENSE-APACHE" "$folder/$name/"
# Named without its folder: a colon in a path of Windows is a host to some.
(cd "$folder" && tar -czf "$name.tar.gz" "$name" && rm -r "$name")
echo "$folder/$name.tar.gz"
