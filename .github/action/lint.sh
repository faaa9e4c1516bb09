#!/usr/bin/env bash
# Lints with what the inputs of the action say, and writes its outputs.
#
# The exit code of the program becomes the output `status`; it is the last step of the action that fails.
set -u

# A random end: no text of a file name closes an output before its time.
output() {
    local end
    end=end-$(od -An -N 16 -t x1 /dev/urandom | tr -d ' \n')
    printf '%s<<%s\n%s\n%s\n' "$1" "$end" "$2" "$end" >>"$GITHUB_OUTPUT"
}

# The work tree that the job stands in: the folder above with .git, which no commit can bring along. What is
# in other folders can look like a repository, with objects and settings of its own, and is never asked.
work_tree() {
    local folder
    folder=$(pwd -P)
    while [ ! -e "$folder/.git" ]; do
        if [ "$folder" = / ] || [ "$folder" = "${folder%/*}" ]; then return 1; fi
        folder=${folder%/*}
        if [ -z "$folder" ]; then folder=/; fi
    done
    printf '%s\n' "$folder"
}

# Git in that folder. It starts no program, opens no connection, and takes no object for another one. The
# settings of the system and the user are left out, but for one: files of a job in a container often belong
# to somebody else, which git asks about, so the work tree is named as safe.
git_here() {
    (
        for name in ${!GIT_@}; do unset "$name"; done
        export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_NO_REPLACE_OBJECTS=1
        export GIT_NO_LAZY_FETCH=1 GIT_ALLOW_PROTOCOL='' GIT_TERMINAL_PROMPT=0
        unset HOME XDG_CONFIG_HOME
        cd "$root" && git -c "safe.directory=$root" -c safe.bareRepository=explicit -c core.fsmonitor=false \
            -c core.hooksPath=/dev/null -c protocol.allow=never --no-pager --no-replace-objects \
            --no-optional-locks "$@" 2>/dev/null
    )
}

# Whether git means the same work tree. Where it knows none there is no base either, which is told then.
is_same() {
    local top
    top=$(git_here rev-parse --show-toplevel) || return 0
    [ "$top" -ef "$root" ]
}

# What a pull request is compared with.
base() {
    # HEAD of the usual checkout joins the base, which comes first, with the change.
    if [[ ${GITHUB_REF:-} =~ ^refs/pull/[0-9]+/merge$ ]] && git_here rev-parse -q --verify 'HEAD^2' >/dev/null; then
        git_here rev-parse -q --verify 'HEAD^1^{commit}'
    else
        git_here merge-base "$EVENT_BASE" HEAD
    fi
}

since() {
    local revision
    case "${INPUT_SINCE:-auto}" in
        none) ;;
        auto)
            if [ -z "${EVENT_BASE:-}" ]; then return; fi
            if [ -n "$root" ] && ! is_same; then
                echo '::error title=orglint::git takes another folder than the checkout for the root of the repository, so nothing is compared'
                return 2
            fi
            if [ -n "$root" ] && revision=$(base); then
                echo "compared with ${revision:0:12}, the base of the change: findings from before are set aside"
                options+=("--since=$revision")
            else
                echo '::notice title=orglint::everything is reported: what was there before the change is not in this checkout; give actions/checkout the setting fetch-depth: 0'
            fi
            ;;
        *) options+=("--since=$INPUT_SINCE") ;;
    esac
}

# One path on each line, white space around it left out.
paths() {
    local path
    while IFS= read -r path || [ -n "$path" ]; do
        path=${path#"${path%%[![:space:]]*}"}
        path=${path%"${path##*[![:space:]]}"}
        if [ -n "$path" ]; then charts+=("$path"); fi
    done <<<"${INPUT_PATHS:-}"
}

arguments() {
    local words
    while read -r -a words; do
        if [ "${#words[@]}" -gt 0 ]; then options+=("${words[@]}"); fi
    done <<<"${INPUT_ARGS:-}"
}

# The counts of the report, which stand in its object `summary`. Inside of a text a quote has a backslash
# before it, so no text of a chart looks like that.
counts() {
    local summary errors warnings
    summary=$(tr -d ' \r\n' <"$report" | grep -o '"summary":{[^}]*}' | tail -n 1)
    [[ $summary =~ \"error\":([0-9]+) ]] && errors=${BASH_REMATCH[1]} || return
    [[ $summary =~ \"warning\":([0-9]+) ]] && warnings=${BASH_REMATCH[1]} || return
    [[ $summary =~ \"info\":([0-9]+) ]] || return
    output errors "$errors"
    output warnings "$warnings"
    output findings "$((errors + warnings + BASH_REMATCH[1]))"
}

lint() {
    case "${INPUT_SUMMARY:-true}" in
        true) if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then options+=(--output "markdown=$GITHUB_STEP_SUMMARY"); fi ;;
        false) ;;
        *)
            echo '::error title=orglint::the input summary is neither true nor false'
            return 2
            ;;
    esac
    if [ -n "${INPUT_CONFIG:-}" ]; then options+=("--config=$INPUT_CONFIG"); fi
    if [ -n "${INPUT_BASELINE:-}" ]; then options+=("--baseline=$INPUT_BASELINE"); fi
    if [ -n "${INPUT_SARIF_FILE:-}" ]; then options+=(--output "sarif=$INPUT_SARIF_FILE"); fi
    since || return 2
    arguments
    paths
    # No path is taken for an option. The odd form: an older bash takes an empty list for an unset one.
    "$PROGRAM" "${options[@]}" -- ${charts[@]+"${charts[@]}"}
}

folder=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/orglint.XXXXXX") || exit 0
report=$folder/report.json
options=("--fail-on=${INPUT_FAIL_ON:-warning}" --output "json=$report")
charts=()

root=$(work_tree) || root=''
# As above, for the git that the program runs.
if [ -n "$root" ]; then
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0="$root"
fi
# A report is another file than the one that was there before, even where both say the same.
sarif() {
    if [ -n "${INPUT_SARIF_FILE:-}" ] && [ -f "$INPUT_SARIF_FILE" ]; then
        if [[ $(ls -di -- "$INPUT_SARIF_FILE") =~ ^\ *([0-9]+) ]]; then echo "${BASH_REMATCH[1]}"; fi
    fi
}
before=$(sarif)
lint
status=$?

# What could not be checked has no number of findings.
if [ "$status" -le 1 ] && [ -f "$report" ]; then counts; fi
after=$(sarif)
if [ -n "$after" ] && [ "$after" != "$before" ]; then output sarif "$INPUT_SARIF_FILE"; fi
output status "$status"
