"""A team's own templates, kept in the library so that everybody who opens it has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.errors import BadInputError
from models.store.settings import TEMPLATES, read_setting, write_setting
from models.templates import read_template, shipped_templates

if TYPE_CHECKING:
    from models.changes import Changes
    from models.library import Library

_MOST = 50


def keep_template(library: Library, text: str, name: str) -> Changes:
    """Add a template, or replace the library's own of the same name.

    Args:
        library: where it is kept.
        text: the Markdown file.
        name: the file's name without its ending; it names the template from then on.

    Raises:
        BadInputError: when the text is no template, or the name is one that ships.
    """
    stem = re.sub(r"\s+", "-", name.strip().lower())
    if not stem:
        raise BadInputError("A template needs a name.", "Give its file one.")
    read_template(text, name=stem)
    if stem in {one.name for one in shipped_templates()}:
        raise BadInputError(
            f"Afterword ships a template called “{stem}”.", "Give your file another name."
        )
    with library.store.writing() as write:
        kept = dict(read_setting(write.connection, TEMPLATES))
        if stem not in kept and len(kept) >= _MOST:
            raise BadInputError(f"A library keeps up to {_MOST} templates.", "Remove one first.")
        kept[stem] = text
        write_setting(write.connection, TEMPLATES, kept, write.now)
        write.log("setting", TEMPLATES, "changed")
    return write.changes


def remove_template(library: Library, name: str) -> Changes:
    """Take one of the library's own templates away; what was written from it stays as it is."""
    with library.store.writing() as write:
        kept = dict(read_setting(write.connection, TEMPLATES))
        if kept.pop(name, None) is None:
            return write.changes
        write_setting(write.connection, TEMPLATES, kept or None, write.now)
        write.log("setting", TEMPLATES, "changed")
    return write.changes
