#!/usr/bin/env bash
# Says no to a tag that is not the version in Cargo.toml: `check.sh TAG`.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)
if [ "$1" != "v$version" ]; then
    echo "the tag $1 is not v$version, as Cargo.toml has it" >&2
    exit 1
fi
