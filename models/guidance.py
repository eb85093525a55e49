"""What a template says in comments is there to be read while writing; it is not yet a text."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def without_guidance(markdown: str) -> str:
    """The text without comments, and without the space around what is left."""
    return _COMMENT.sub("", markdown).strip()


def is_written(markdown: str) -> bool:
    """Whether somebody wrote something: blank lines and a template's guidance count as nothing."""
    return bool(without_guidance(markdown))
