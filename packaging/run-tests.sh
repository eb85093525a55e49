#!/usr/bin/env bash
# Run the tests, and fail too when Python died under them: a crash in a child process, or at
# interpreter shutdown after the last test, does not reach pytest's exit code.
# Usage: packaging/run-tests.sh [PYTEST ARGUMENT]…
set -uo pipefail
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

.venv/bin/python -m pytest "$@" 2>&1 | tee "$log"
code=${PIPESTATUS[0]}
if grep -q 'Fatal Python error' "$log"; then
  echo "Python crashed during the tests (see 'Fatal Python error' above)." >&2
  exit 1
fi
exit "$code"
