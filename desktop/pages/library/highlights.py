"""Which words of a document a query matches, for painting them in the reading pane."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.query.lexer import Token, TokenKind, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST = 2
_WORDS = re.compile(r"\w+")


def match_pattern(query: str) -> re.Pattern[str] | None:
    """A pattern that finds the words and phrases of a query; None when it holds none.

    Words match from their beginning, as they do when typed. Excluded ones are left out.
    """
    parts = list(dict.fromkeys(_parts(tokenise(query))))
    if not parts:
        return None
    return re.compile("|".join(sorted(parts, key=len, reverse=True)), re.IGNORECASE)


def _parts(tokens: list[Token]) -> Iterator[str]:
    excluded = False
    for token in tokens:
        if token.kind is TokenKind.NOT:
            excluded = True
            continue
        words = [word for word in _WORDS.findall(token.text) if len(word) >= _SHORTEST]
        if words and not excluded:
            if token.kind is TokenKind.PHRASE:
                yield r"\b" + r"\W+".join(re.escape(word) for word in words) + r"\b"
            elif token.kind is TokenKind.WORD:
                yield r"\b" + r"\W?".join(re.escape(word) for word in words) + r"\w*"
        excluded = False
