"""Spelling in postmortems: prose alone, with the words that a library and its trade use.

The dictionary is spylls' (the optional extra ``spell``), which brings American English. Without it
nothing is checked.
"""

from __future__ import annotations

import functools
import importlib
import re
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from models.blameless.masking import mask
from models.blameless.paragraphs import paragraphs
from resources import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"(?<![\w@#/\\.:$%&=+-])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w@/\\:=+-]|\.\w)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*(?:[-*+>#|]+\s*|\d+[.)]\s*)?)$")
_NAME_PART = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_KEPT = 4000
_ENOUGH_WORDS = 20
_FOREIGN = 0.35
_MOST_SUGGESTIONS = 6
_LONGEST_WORD = 40


class WordBook(Protocol):
    """A dictionary."""

    def lookup(self, word: str) -> bool:
        """Whether the word is in it, in any of its forms."""

    def suggest(self, word: str) -> Iterable[str]:
        """Words that may have been meant, the likeliest first."""


@functools.cache
def installed_words() -> WordBook | None:
    """The dictionary of the extra ``spell``; None when it is not installed.

    The first time takes half a second; nobody changes what is read, so it is read once.
    """
    try:
        dictionary = importlib.import_module("spylls.hunspell.dictionary")
    except ImportError:
        return None
    readers = importlib.import_module("spylls.hunspell.readers")
    shipped = Path(dictionary.__file__ or "").parent / "data" / "en" / "en_US"
    rules, context = readers.read_aff(_Lines(shipped.with_suffix(".aff")))
    words = readers.read_dic(
        _Lines(shipped.with_suffix(".dic"), context.encoding), aff=rules, context=context
    )
    found: WordBook = dictionary.Dictionary(rules, words)
    return found


class _Lines:
    """A dictionary's file, line by line, as spylls reads it; its own reader leaves files open."""

    def __init__(self, path: Path, encoding: str = "Windows-1252") -> None:
        self._bytes = path.read_bytes()
        self._read = 0
        self.reset_encoding(encoding)

    def reset_encoding(self, encoding: str) -> None:
        """Go on from the same line in another encoding."""
        self._lines = self._bytes.decode(encoding, "surrogateescape").split("\n")

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return self

    def __next__(self) -> tuple[int, str]:
        while self._read < len(self._lines):
            line = self._lines[self._read].strip()
            self._read += 1
            if line:
                return self._read, line
        raise StopIteration


class Speller:
    """Checks texts; safe to use from several threads."""

    def __init__(self, book: WordBook | None, own: Iterable[str] = ()) -> None:
        """Check with `book`; None checks nothing.

        Args:
            book: the dictionary.
            own: names and words that are right here: services, people, what was added.
        """
        self._book = book
        self._lock = threading.Lock()
        self._trade = frozenset(
            line for line in files.text("spelling/words.txt").split() if not line.startswith("#")
        )
        self._own = frozenset(_parts(own))
        self._known: dict[str, bool] = {}
        self._found: OrderedDict[str, tuple[tuple[int, int], ...]] = OrderedDict()

    @property
    def is_on(self) -> bool:
        """Whether there is a dictionary."""
        return self._book is not None

    def misspelt(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where (start, end) the unknown words of a Markdown text are.

        Code, addresses, keys, names, quotations and words with digits or odd capitals are left
        alone; a text in another language is left alone as a whole.
        """
        if self._book is None:
            return ()
        found: list[tuple[int, int]] = []
        words = 0
        with self._lock:
            for start, part in paragraphs(text):
                wrong = self._of(part)
                words += part.count(" ") + 1
                found += [(start + first, start + last) for first, last in wrong]
        if words >= _ENOUGH_WORDS and len(found) > _FOREIGN * words:
            return ()
        return tuple(found)

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What may have been meant. Slow: up to a second."""
        if self._book is None or len(word) > _LONGEST_WORD:
            return ()
        found: list[str] = []
        for one in self._book.suggest(word):
            if one not in found:
                found.append(one)
            if len(found) == _MOST_SUGGESTIONS:
                break
        return tuple(found)

    def _of(self, part: str) -> tuple[tuple[int, int], ...]:
        known = self._found.get(part)
        if known is None:
            known = self._found[part] = tuple(
                (start, end) for start, end, word in words_of(part) if not self._is_right(word)
            )
            if len(self._found) > _KEPT:
                self._found.popitem(last=False)
        else:
            self._found.move_to_end(part)
        return known

    def _is_right(self, word: str) -> bool:
        plain = word.replace("’", "'")
        found = self._known.get(plain)
        if found is None:
            found = self._known[plain] = self._look_up(plain)
        return found

    def _look_up(self, word: str) -> bool:
        lowered = word.lower()
        base = lowered.removesuffix("'s")
        if base in self._trade or base in self._own or self._book is None:
            return True
        return any(self._book.lookup(one) for one in (word, lowered, base))


def words_of(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of prose in a Markdown text that can be checked: start, end, word."""
    masked = mask(text)
    for found in _WORD.finditer(masked):
        word = found.group()
        if len(word) < _SHORTEST or len(word) > _LONGEST_WORD or not word[1:].islower():
            continue
        # A capital within a sentence is a name, of which dictionaries know few.
        before = masked[max(0, found.start() - 12) : found.start()]
        if word[0].isupper() and not _SENTENCE_START.search(before):
            continue
        yield found.start(), found.end(), word


def _parts(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from (part.lower() for part in _NAME_PART.findall(name))
