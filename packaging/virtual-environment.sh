#!/usr/bin/env bash
# Make .venv where there is none, and install what a lock file lists, checked by its hashes.
# Usage: packaging/virtual-environment.sh LOCK
# PYTHON names the interpreter (default python3).
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1
python=${PYTHON:-python3}
venv=.venv

fail() {
  echo "$*" >&2
  exit 1
}

command -v "$python" >/dev/null || fail "Afterword needs Python 3.11 or newer; $python is not there."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "Afterword needs Python 3.11 or newer; $python is $("$python" -V). Try: make PYTHON=python3.11 …"

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  # Debian keeps ensurepip in a package of its own, without which a venv is made without pip.
  complete() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }
  complete || packaging/debian.sh <(echo python3-venv)
  complete || fail "Python's venv module is not complete. On Debian: sudo apt-get install python3-venv"
  echo "Making $venv with $("$python" -V)" >&2
  "$python" -m venv --clear "$venv"
fi

echo "Installing $lock" >&2
exec "$venv/bin/python" -m pip install --quiet --require-hashes -r "$lock"
