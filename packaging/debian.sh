#!/usr/bin/env bash
# Install the Debian packages named in the given lists, as far as this machine lets us.
# Usage: packaging/debian.sh LIST…
# Never fails: on another system, or without root, it says what is missing and goes on, because the
# same libraries may be there under another name.
set -euo pipefail

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || exit 0

# One call for everything, because this runs before every `make run`. Names that an installed
# package provides count too: later Debians renamed some (libglib2.0-0t64).
# shellcheck disable=SC2016  # the dollar signs are dpkg-query's
present=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' |
  sed -n 's/^installed //p' | tr -s ' ,' '\n\n')
wanted=$(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@" | sort -u)
missing=$(comm -23 <(echo "$wanted") <(echo "$present" | sort -u))
[ -n "$missing" ] || exit 0
names=$(echo $missing)

if [ "$(id -u)" -ne 0 ]; then
  echo "Debian packages that Afterword needs are missing. To install them:" >&2
  echo "  sudo apt-get install --no-install-recommends $names" >&2
  exit 0
fi

echo "Installing from Debian: $names" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq </dev/null >&2 || true
# shellcheck disable=SC2086  # a list of names
apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 $names </dev/null >&2 ||
  echo "Some could not be installed; going on without them: $names" >&2
