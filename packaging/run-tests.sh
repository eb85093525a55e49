#!/usr/bin/env bash
# Run the tests, and fail too when Python died under them: a crash in a child process, or at
# interpreter shutdown after the last test, does not reach pytest's exit code.
# Usage: packaging/run-tests.sh [PYTEST ARGUMENT]…
# Without arguments all tests run, in two processes side by side: the window's without its editor
# and the command line, and the rest; each takes about half of the time.
set -uo pipefail
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

if (($#)); then
  .venv/bin/python -m pytest "$@" 2>&1 | tee "$logs/all"
  code=${PIPESTATUS[0]}
else
  apart=(tests/desktop/pages/editor tests/desktop/command_line)
  others=$(find tests -mindepth 1 -maxdepth 1 ! -name desktop ! -name __pycache__ \
    \( -type d -o -name 'test_*.py' \))
  # shellcheck disable=SC2086  # the names of the project's own folders
  .venv/bin/python -m pytest $others "${apart[@]}" -o cache_dir=.pytest_cache/rest >"$logs/rest" 2>&1 &
  rest=$!
  .venv/bin/python -m pytest tests/desktop "${apart[@]/#/--ignore=}" 2>&1 | tee "$logs/window"
  code=${PIPESTATUS[0]}
  wait "$rest" || code=$?
  cat "$logs/rest"
fi
if grep -q 'Fatal Python error' "$logs"/*; then
  echo "Python crashed during the tests (see 'Fatal Python error' above)." >&2
  exit 1
fi
exit "$code"
