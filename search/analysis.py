"""Turns text into the words that are indexed, and into those that a query looks for.

An own analyser, because Whoosh's makes ``inc`` of ``INC-4`` and nothing of ``C++``:

- Case and accents are folded.
- An identifier is found whole and in parts: ``payment_methods.user_id`` gives itself,
  ``payment_methods``, ``user_id`` and the four words.
- Words are indexed as they stand. English stems join the forms of a word when a query is
  answered (`search.lexicon`), so prefixes and spelling see real words: Whoosh's own stemmed
  index loses ``configurat``, whose stem is ``configur``.
- Chinese, Japanese and Korean, which put no spaces, are cut into overlapping pairs.

The *sequence* of a text is the hash of each word's stem, in reading order; phrases are checked
on it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from whoosh.lang.porter2 import stem as porter2_stem

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_TERM = 64
"""Longer words are cut: base64 and hashes would fill the index with what nobody types."""

FIRST_HASH = 64
"""Smaller numbers in a sequence are marks (`search.fields`), not words."""

_MARKS = "\u0300-\u036f"
_WORD = rf"(?:[^\W_]|[{_MARKS}])+"
_CHUNK = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)"
    rf"|{_WORD}(?:['’]{_WORD})*(?:[._\-/:@+]{{1,3}}{_WORD}(?:['’]{_WORD})*)*(?:\+\+|\#(?!\w))?"
)
_PLAIN = re.compile(r"[a-z0-9]+")
_STEMMED = re.compile(r"[a-z]{3,}")
_WORDS = re.compile(_WORD)
_SEPARATORS = re.compile(r"[._\-/:@+#]+")
_POSSESSIVE = re.compile(r"['’]s$")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_CJK_RUN = re.compile(rf"[{_CJK}]+|[^{_CJK}]+")
_HAS_CJK = re.compile(rf"[{_CJK}]")
_CAMEL = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_CAMEL_EDGE = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
_VERSION = re.compile(r"v(\d+(?:\.\d+)+)")
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
    }
)

STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be been but by for from had has have he her his i in into is it its
        of on or our she so such that the their them then there these they this to was we were
        which will with you""",
    )
)
"""Words that say nothing alone: not indexed by themselves, but phrases still see them."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one unbroken run of text (``payment_methods.user_id``) gives.

    Attributes:
        terms: what is indexed: the words, and the wholes they make up. No stop words.
        words: the words in reading order, folded, stop words included.
        wholes: of `terms`, the compounds, the longest first.
        hashes: of the stems of `words`.
    """

    terms: tuple[str, ...]
    words: tuple[str, ...]
    wholes: tuple[str, ...]
    hashes: tuple[int, ...]


def chunks(text: str) -> Iterator[tuple[int, int, Chunk]]:
    """Every run in `text` with its start and end; `text` should be in NFC (`normalised`)."""
    for found in _CHUNK.finditer(text):
        yield found.start(), found.end(), analyse(found.group())


@lru_cache(maxsize=4_096)
def chunks_of(text: str) -> tuple[Chunk, ...]:
    """What the runs of a short text give, such as a word of a query; brought into NFC first."""
    return tuple(analyse(run) for run in _CHUNK.findall(normalised(text)))


def runs(text: str) -> list[str]:
    """The runs of `text` as they stand, without places: the fast way in for indexing."""
    return _CHUNK.findall(text)


def normalised(text: str) -> str:
    """Text in NFC, so that an accent written apart does not break its word."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case without accents: ``Éclair`` becomes ``eclair``, ``Straße`` ``strasse``."""
    if text.isascii():
        return text.lower()
    bare = _without_accents(_without_accents(text).casefold().translate(_LETTERS))
    return unicodedata.normalize("NFC", bare)


def _without_accents(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text)
    return "".join(one for one in spread if not unicodedata.combining(one))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The English stem of a folded word; words with digits or other letters stay as they are."""
    if not _STEMMED.fullmatch(word):
        return word
    return str(porter2_stem(word))  # type: ignore[no-untyped-call]


@lru_cache(maxsize=200_000)
def word_hash(word: str) -> int:
    """The number that stands for a folded word, and for all words of its stem, in sequences."""
    return stem_hash(stem(word))


def stem_hash(root: str) -> int:
    """The number that stands for a stem."""
    value = crc32(root.encode())
    return value if value >= FIRST_HASH else value + FIRST_HASH


@lru_cache(maxsize=100_000)
def analyse(raw: str) -> Chunk:
    """What one run gives; cached, because a library says the same words over and over."""
    folded = fold(raw).replace(",", "")  # 12,000 is the word 12000
    if _PLAIN.fullmatch(folded) and not _is_camel(raw):
        word = folded[:LONGEST_TERM]
        return Chunk(
            terms=() if word in STOP_WORDS else (word,),
            words=(word,),
            wholes=(),
            hashes=(word_hash(word),),
        )
    words = _words(folded)
    wholes = _wholes(raw, folded, words)
    singles = dict.fromkeys(word for word in words if word not in STOP_WORDS)
    if _HAS_CJK.search(folded):
        # One character alone must be found too, wherever it stands.
        singles |= dict.fromkeys(_HAS_CJK.findall(folded))
    terms = tuple(singles | dict.fromkeys(wholes) | dict.fromkeys(_camel_parts(raw)))
    return Chunk(terms, words, wholes, tuple(word_hash(word) for word in words))


def _words(folded: str) -> tuple[str, ...]:
    words: list[str] = []
    for piece in _SEPARATORS.split(folded):
        whole = _POSSESSIVE.sub("", piece)
        word = "".join(_WORDS.findall(whole))  # don't is one word: dont
        if not word:
            continue
        if _HAS_CJK.search(word):
            words.extend(_pairs(word))
        else:
            words.append(word[:LONGEST_TERM])
    return tuple(words)


def _pairs(word: str) -> Iterator[str]:
    """Overlapping pairs of the characters that stand without spaces; other letters whole."""
    for run in _CJK_RUN.findall(word):
        if not _HAS_CJK.match(run):
            yield run[:LONGEST_TERM]
        elif len(run) == 1:
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


def _wholes(raw: str, folded: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The compounds in a run, at each level of its separators, the longest first."""
    found: dict[str, None] = {}
    plain = _POSSESSIVE.sub("", folded)
    if plain.endswith(("++", "#")) and len(words) == 1:
        found[plain] = None  # C++, C#
    for level in (r"\s", r"[/:@]+", r"[/:@.]+"):
        for piece in re.split(level, plain):
            whole = piece.strip("._-/:@+#").replace("'", "").replace("’", "")
            if 2 < len(whole) <= LONGEST_TERM and _SEPARATORS.search(whole):
                found[whole] = None
    version = _VERSION.fullmatch(plain)
    if version:
        found[version.group(1)] = None
    return tuple(found)


def _is_camel(raw: str) -> bool:
    return raw.isascii() and not raw[1:].islower() and _CAMEL_EDGE.search(raw) is not None


def _camel_parts(raw: str) -> list[str]:
    """``NullPointerException`` is found by each of its words too."""
    if not _is_camel(raw):
        return []
    parts: list[str] = []
    for word in _WORDS.findall(raw):
        pieces = _CAMEL.findall(word)
        if len(pieces) > 1:
            parts.extend(piece.lower() for piece in pieces if len(piece) > 2)
    return [part for part in parts if part not in STOP_WORDS]
