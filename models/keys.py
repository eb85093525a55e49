"""Keys that people say (``INC-2025-034``), and the pattern in which a library makes them."""

from __future__ import annotations

import re
import string
import unicodedata
from dataclasses import dataclass

from models.errors import BadInputError

DEFAULT_PATTERN = "INC-{year}-{number:03d}"

_LONGEST = 100
_NUMBER_FORMAT = re.compile(r"(0?\d{0,2}d?)?")
_PATTERN_HELP = 'Write it like "INC-{year}-{number:03d}": {number} counts up, {year} is optional.'


@dataclass(frozen=True, slots=True)
class KeyPattern:
    """How new keys are made; `{number}` counts up, within the year when `{year}` is there."""

    text: str

    def __post_init__(self) -> None:
        """Refuse a pattern that cannot make keys.

        Raises:
            BadInputError: saying what a pattern looks like.
        """
        try:
            fields = [
                (name, spec, conversion)
                for _, name, spec, conversion in string.Formatter().parse(self.text)
                if name is not None
            ]
        except ValueError as error:
            raise BadInputError("The key pattern has unbalanced braces.", _PATTERN_HELP) from error
        names = [name for name, _, _ in fields]
        if names.count("number") != 1:
            raise BadInputError("The key pattern needs {number}, once.", _PATTERN_HELP)
        for name, spec, conversion in fields:
            fits = _NUMBER_FORMAT.fullmatch(spec or "") if name == "number" else not spec
            if name not in ("number", "year") or conversion or not fits:
                raise BadInputError(
                    f"The key pattern has something that cannot be filled in: {name!r}.",
                    _PATTERN_HELP,
                )
        tidy_key(self.key(2025, 1))

    @property
    def by_year(self) -> bool:
        """Whether numbers start again each year."""
        return "{year}" in self.text

    def key(self, year: int, number: int) -> str:
        """The key of that number."""
        return self.text.format(year=year, number=number)

    def start(self, year: int) -> str:
        """What every key of that year begins with."""
        before = self.text.split("{number", 1)[0]
        return before.format(year=year)

    def number_of(self, key: str, year: int) -> int | None:
        """The number inside a key of that year; None for a key of another make."""
        before, _, rest = self.text.partition("{number")
        after = rest.split("}", 1)[1]
        expected = (
            re.escape(before.format(year=year)) + r"(\d{1,15})" + re.escape(after.format(year=year))
        )
        found = re.fullmatch(expected, key, re.IGNORECASE | re.ASCII)
        return int(found.group(1)) if found else None


def fold(word: str) -> str:
    """The form in which keys and words of the vocabulary are compared."""
    return unicodedata.normalize("NFC", " ".join(word.split()).casefold())


def tidy_key(key: str) -> str:
    """A key as it is kept: without spaces around it.

    Raises:
        BadInputError: when it is empty, too long, or holds line breaks or control characters.
    """
    tidy = key.strip()
    if not tidy:
        raise BadInputError("The incident needs a key.", "Give it one such as INC-2025-034.")
    if len(tidy) > _LONGEST:
        raise BadInputError(
            "The key is too long.", f"Keep it within {_LONGEST} characters, like INC-2025-034."
        )
    if not tidy.isprintable():
        raise BadInputError(
            "The key holds characters that cannot be shown.", "Use letters, digits and dashes."
        )
    return tidy
