# Sourced by every command in this folder: where things are and what the commands share.
# Kept to what bash 3.2 (macOS) and Git Bash (Windows) understand.
set -euo pipefail

ROOT=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
ENVIRONMENT=$ROOT/environment
VENV=$ROOT/.venv
case "$(uname -s)" in
  MINGW* | MSYS* | CYGWIN*) VENV_PYTHON=$VENV/Scripts/python.exe ;;
  *) VENV_PYTHON=$VENV/bin/python ;;
esac

# Packages of another Python have no place in .venv.
unset PYTHONPATH PYTHONHOME
# UTF-8 whatever the locale: notebooks hold more than ASCII.
export PYTHONUTF8=1
# Java takes names of files as the locale has them: in one without UTF-8, such as C, it cannot open
# names in other letters than ASCII.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) ;;
  *)
    if [ "$(uname -s)" = Linux ] && { locale -a | grep -qi '^C\.utf-\{0,1\}8$'; } 2>/dev/null; then
      export LC_ALL=C.UTF-8
    fi
    ;;
esac
# The kernel of this checkout wins over one of the same name in the user's home.
export JUPYTER_PREFER_ENV_PATH=1

say() {
  printf '%s\n' "$*"
}

die() {
  printf 'cellcount: %s\n' "$*" >&2
  exit 1
}

# step LABEL COMMAND...: runs a long command with its output in a file, of which the end is shown if
# it fails.
step() {
  local label=$1 log began=$SECONDS ticker='' status=0
  shift
  log=$(mktemp "${TMPDIR:-/tmp}/cellcount.XXXXXX")
  if [ -t 1 ]; then
    (
      trap 'exit 0' INT TERM
      while sleep 1; do printf '\r%s ... %d s ' "$label" "$((SECONDS - began))"; done
    ) &
    ticker=$!
  fi
  printf '%s ...' "$label"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ -n "$ticker" ]; then
    kill "$ticker" 2>/dev/null || true
    wait "$ticker" 2>/dev/null || true
    printf '\r%s ...' "$label"
  fi
  if [ "$status" -eq 130 ]; then
    printf ' interrupted\n'
    exit 130
  elif [ "$status" -ne 0 ]; then
    printf ' failed after %d s\n' "$((SECONDS - began))"
    tail -n 40 "$log" >&2
    die "$label failed; all of its output is in $log"
  fi
  rm -f "$log"
  printf ' %d s\n' "$((SECONDS - began))"
}

# usage SCRIPT: prints the comment at its top.
usage() {
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$1"
  exit 0
}

# stamped FILE TEXT, stamp FILE TEXT: a stamp is written last, so work without one was interrupted; its
# text is what the work was done for.
stamped() {
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

stamp() {
  printf '%s\n' "$2" >"$1.part"
  mv -f "$1.part" "$1"
}

# pip_install ARGUMENT...: into .venv.
pip_install() {
  "$VENV_PYTHON" -m pip install --disable-pip-version-check --progress-bar off "$@"
}

# spark_option ARGUMENT...: -spark if a cluster is asked for, else nothing.
spark_option() {
  local argument
  for argument in "$@"; do
    case "$argument" in --spark | --spark=*) printf -- '-spark' && return ;; esac
  done
}

# absolute PATH: as seen from the caller's folder, whether or not it exists.
absolute() {
  case "$1" in
    /* | [A-Za-z]:*) printf '%s\n' "$1" ;;
    *) printf '%s/%s\n' "$PWD" "$1" ;;
  esac
}

# Notebooks run in notebooks/, so paths that the caller gave are made absolute before.
[ -z "${CELLCOUNT_DATA:-}" ] || export CELLCOUNT_DATA="$(absolute "$CELLCOUNT_DATA")"
[ -z "${CELLCOUNT_RESULTS:-}" ] || export CELLCOUNT_RESULTS="$(absolute "$CELLCOUNT_RESULTS")"
