"""The library's own words, which its spell check takes for right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.changes import Changes
from models.collections.spelling import OWN_WORDS, own_words
from models.errors import BadInputError
from models.store.settings import write_setting

if TYPE_CHECKING:
    from models.library import Library

_MOST = 5000
_LONGEST = 60


def add_spelling_word(library: Library, word: str) -> Changes:
    """Take a word for right from now on, for everybody. Known already: nothing happens.

    Raises:
        BadInputError: for what is no word, or when there are too many.
    """
    tidy = word.strip().casefold()
    if not tidy or len(tidy) > _LONGEST or not tidy.isprintable() or " " in tidy:
        raise BadInputError("This is no word that could be added.", "Add one word at a time.")
    with library.store.writing() as write:
        words = own_words(write.connection)
        if tidy in words:
            return Changes()
        if len(words) >= _MOST:
            raise BadInputError("The library's own dictionary is full.", "Remove words first.")
        write_setting(write.connection, OWN_WORDS, sorted([*words, tidy]), write.now)
        write.log("setting", OWN_WORDS, "changed")
    return write.changes
