"""What of a design's text is sought among past incidents, and how much it counts."""

from __future__ import annotations

import re

from resources import files

LONGEST_READ = 20_000
"""Characters of a design that are sought; its beginning says what it is about."""

_WORD = re.compile(r"[\w'’-]+")
_REPEATED = 2


class Emphasis:
    """Weighs the words of designs."""

    def __init__(self, technical: frozenset[str], plain: frozenset[str]) -> None:
        """`technical` words count more, `plain` ones not at all; both in small letters."""
        self._technical = technical
        self._plain = plain

    @classmethod
    def shipped(cls) -> Emphasis:
        """With the word lists of the product."""
        return cls(_words("reviewing/technical-words.txt"), _words("reviewing/plain-words.txt"))

    def text(self, title: str, design: str) -> str:
        """A text to seek incidents by: without plain words, with technical ones repeated.

        Words stay in their order, so that phrases are still found.
        """
        read = design[:LONGEST_READ]
        kept = _WORD.sub(self._kept, f"{title}\n{read}")
        told = [one for one in _WORD.findall(f"{title} {read}") if one.lower() in self._technical]
        emphasised = " . ".join(told * _REPEATED)
        return f"{kept}\n\n{emphasised}"

    def _kept(self, found: re.Match[str]) -> str:
        return "" if found.group().lower() in self._plain else found.group()


def _words(name: str) -> frozenset[str]:
    lines = files.text(name).splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
