#!/usr/bin/env bash
# Gets the program: a released one that fits its checksum, or else one that is built here.
#
# What goes amiss is told and leaves the output `program` empty; it is the last step of the action that fails.
set -u

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# A word of Cargo.toml, which is the one place that has it.
manifest() {
    sed -n "s/^$1 = \"\\(.*\\)\"\$/\\1/p" "$root/Cargo.toml" | head -n 1
}

own=$(manifest version)
version=${INPUT_VERSION#v}
releases=${ORGLINT_RELEASES:-$(manifest repository)/releases/download}

# Without a word on what is missing: the caller knows what to do then.
fetch() {
    curl --fail --silent --location --proto '=https,file' --proto-redir '=https' --retry 3 \
        --connect-timeout 20 --max-time 300 --output "$2" -- "$1"
}

checksum() {
    if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
}

# The archive for this machine. Those with musl need nothing of a Linux, whichever it is.
target() {
    case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
        Linux-X64) echo x86_64-unknown-linux-musl ;;
        Linux-ARM64) echo aarch64-unknown-linux-musl ;;
        macOS-X64) echo x86_64-apple-darwin ;;
        macOS-ARM64) echo aarch64-apple-darwin ;;
        Windows-X64) echo x86_64-pc-windows-msvc ;;
        Windows-ARM64) echo aarch64-pc-windows-msvc ;;
        *) return 1 ;;
    esac
}

# 0: it is there; 1: there is none to be had; 2: there is one that is not to be trusted.
released() {
    local target name expected
    target=$(target) || return 1
    name=orglint-v$version-$target
    fetch "$releases/v$version/SHA256SUMS" "$folder/SHA256SUMS" || return 1
    fetch "$releases/v$version/$name.tar.gz" "$folder/$name.tar.gz" || return 1
    expected=$(awk -v name="$name.tar.gz" '$2 == name || $2 == "*" name { print $1 }' "$folder/SHA256SUMS")
    if [ -z "$expected" ] || [ "$(checksum "$folder/$name.tar.gz")" != "$expected" ]; then
        echo "::error title=orglint::the archive $name.tar.gz does not fit its checksum, so it is not used"
        return 2
    fi
    # Named without its folder: a colon in a path of Windows is a host to some.
    (cd "$folder" && tar -xzf "$name.tar.gz") || return 2
    program=$folder/$name/orglint$suffix
}

# Cargo and rustup take settings from the folder they run in, and that is no matter for who wrote the chart.
built() {
    local what=(--path "$root")
    if [ "$version" != "$own" ]; then what=(orglint --version "$version"); fi
    if ! command -v cargo >/dev/null; then
        echo "::error title=orglint::there is no release to fetch, and no cargo to build it with"
        return 1
    fi
    (cd "$folder" && cargo install --locked --root "$folder" --target-dir "${RUNNER_TEMP:-$folder}/orglint-build" "${what[@]}") || {
        echo "::error title=orglint::orglint $version could not be built"
        return 1
    }
    program=$folder/bin/orglint$suffix
}

get() {
    local wanted=$version
    case "$wanted" in '' | source) version=$own ;; esac
    if ! [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$ ]]; then
        echo "::error title=orglint::the input version is neither a version, such as $own, nor source"
        return 1
    fi
    folder=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/orglint.XXXXXX") || return 1
    if [ "$wanted" != source ]; then
        released
        case $? in
            0) return ;;
            2) return 1 ;;
        esac
        echo "there is no release of $version to fetch for ${RUNNER_OS:-} ${RUNNER_ARCH:-}: it is built, which takes minutes"
    fi
    built
}

suffix=''
if [ "${RUNNER_OS:-}" = Windows ]; then suffix=.exe; fi
program=''
if get; then echo "program=$program" >>"$GITHUB_OUTPUT"; fi
