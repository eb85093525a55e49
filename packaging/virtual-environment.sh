#!/usr/bin/env bash
# Make .venv hold exactly what a lock file lists, and the program itself, editable.
# Usage: packaging/virtual-environment.sh STAMP LOCK…
# PYTHON names the interpreter (default python3). STAMP is touched when all is done.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=$1
shift
python=${PYTHON:-python3}
venv=.venv

fail() {
  echo "$*" >&2
  exit 1
}

command -v "$python" >/dev/null || fail "Afterword needs Python 3.11 or newer; $python is not there."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "Afterword needs Python 3.11 or newer; $python is $("$python" -V). Try: make PYTHON=python3.11 …"

# Debian keeps ensurepip in a package of its own, without which a venv is made without pip.
need_venv_package() {
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null ||
    fail "Python's venv module is not complete. On Debian: sudo apt-get install python3-venv"
  echo "Installing from Debian: python3-venv" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq </dev/null >&2 || true
  apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 python3-venv </dev/null >&2
}

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  "$python" -c 'import ensurepip, venv' 2>/dev/null || need_venv_package
  echo "Making $venv with $("$python" -V)" >&2
  "$python" -m venv --clear "$venv"
fi

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
for lock in "$@"; do
  echo "Installing $lock" >&2
  "$venv/bin/python" -m pip install --quiet --require-hashes -r "$lock"
done
# The build backend comes from the lock too, so nothing unpinned is fetched.
"$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation -e .
touch "$stamp"
