#!/usr/bin/env bash
# Make the desktop know this bundle: its command, menu entry, icon and file type, for one user.
# Usage: ./install.sh [PREFIX]      (default ~/.local; the bundle stays where it is)
set -euo pipefail
bundle=$(cd "$(dirname "$0")" && pwd)
prefix=${1:-$HOME/.local}

mkdir -p "$prefix/bin" "$prefix/share"
ln -sfn "$bundle/afterword" "$prefix/bin/afterword"
cp -R "$bundle/share/." "$prefix/share/"
# The desktop's search path need not hold PREFIX/bin.
sed -i "s|^Exec=afterword|Exec=\"$bundle/afterword\"|" \
  "$prefix/share/applications/org.afterword.Afterword.desktop"
for update in "update-mime-database $prefix/share/mime" \
  "update-desktop-database $prefix/share/applications"; do
  # Both only refresh caches; a machine without them refreshes at the next login.
  if command -v "${update%% *}" >/dev/null; then $update; fi
done
echo "Afterword is in the menu; the command is $prefix/bin/afterword"
