"""A design document that is read from a file: Markdown or plain text, within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import BadInputError

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".md", ".markdown", ".txt", ".rst", ".adoc", ".text")
FILTER = "Design documents (*.md *.markdown *.txt *.rst *.adoc *.text)"
MOST_BYTES = 1_000_000
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_design(path: Path) -> str:
    """The text of a design document.

    Raises:
        BadInputError: for another kind of file, a file of more than a megabyte, an empty one,
            one that is no text, or one that cannot be read.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise BadInputError(
            f"{path.name} is neither Markdown nor plain text.",
            "Save the design as Markdown, or paste its text.",
        )
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "it is not there").lower()
        raise BadInputError(f"{path.name} cannot be read: {reason}.") from error
    if len(data) > MOST_BYTES:
        raise BadInputError(
            f"{path.name} is larger than a megabyte.", "Paste the parts that matter."
        )
    text = _decoded(data, path.name)
    if not text.strip():
        raise BadInputError(f"{path.name} is empty.")
    return text


def _decoded(data: bytes, name: str) -> str:
    encoding = next((one for mark, one in _MARKS if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in data:
        raise BadInputError(f"{name} is no text.", "Save the design as Markdown, or paste it.")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
