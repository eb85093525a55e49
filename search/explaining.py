"""Says why an incident was found for a query, and what each part of the query adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.document import unpack_body
from search.fields import WEIGHTS, Part
from search.query.lexer import TokenKind, tokenise
from search.query.words import FIELDS, FieldKind
from search.results import Explanation, Reason
from search.snippets import marker_of, places_of, positive_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.query.matching import Matcher
    from search.query.parser import Parsed
    from search.query.tree import Phrase, Words
    from search.reading.lexicon import Lexicon
    from search.reading.snapshot import Snapshot
    from search.results import Chip

_MOST_FORMS = 4
_ORDER = "Between equal scores the newer incident comes first."
_ORDER_WITHOUT_WORDS = "No words are sought, so the newest come first."


class Explainer:
    """Explains answers on one snapshot."""

    def __init__(self, snapshot: Snapshot, matcher: Matcher, lexicon: Lexicon) -> None:
        """Explain what `matcher` finds on `snapshot`."""
        self._snapshot = snapshot
        self._matcher = matcher
        self._lexicon = lexicon

    def explain(self, parsed: Parsed, document: int) -> Explanation:
        """Why the query has this document, or what of the query it has."""
        texts = unpack_body(self._snapshot.body(document))
        nodes = list(positive_nodes(parsed.root))
        reasons = [
            reason for node in nodes if (reason := self._reason(node, document, texts)) is not None
        ]
        reasons += list(self._filters(parsed))
        found = self._matcher.match(parsed.root)
        if found.mask[document]:
            score = 0.0 if found.scores is None else float(found.scores[document])
        else:
            score = sum(reason.worth for reason in reasons)
        key, title = self._snapshot.label(document)
        return Explanation(
            id=self._snapshot.incident_id(document),
            key=key,
            title=title,
            score=round(score, 4),
            reasons=tuple(reasons),
            order=_ORDER if nodes else _ORDER_WITHOUT_WORDS,
        )

    def _reason(
        self, node: Words | Phrase, document: int, texts: list[tuple[Part, str]]
    ) -> Reason | None:
        marker = marker_of(node, self._lexicon)
        if marker is None:
            return None  # words such as “the”, which say nothing
        found = self._matcher.match(node)
        incidents = found.total
        forms: dict[str, None] = {}
        parts: dict[Part, None] = {}
        for part, text, start, end in places_of(texts, marker):
            forms.setdefault(text[start:end].casefold())
            parts.setdefault(part)
        fields = tuple(WEIGHTS[part].words for part in parts)
        has = bool(found.mask[document])
        worth = float(found.scores[document]) if has and found.scores is not None else 0.0
        sentence = self._sentence(node.text, tuple(forms), fields, incidents, worth, has=has)
        return Reason(node.text, tuple(forms), fields, incidents, round(worth, 4), sentence)

    def _sentence(
        self,
        asked: str,
        forms: tuple[str, ...],
        fields: tuple[str, ...],
        incidents: int,
        worth: float,
        *,
        has: bool,
    ) -> str:
        if not has:
            return f"“{asked}” does not stand in it."
        where = f"stands in {_listed(fields)}" if fields else "stands in it"
        other = [one for one in forms if one != asked.casefold()][:_MOST_FORMS]
        spelt = f" as {_listed(tuple(f'“{one}”' for one in other))}" if other else ""
        share = f"{incidents:,} of {self._snapshot.documents:,}"
        return f"“{asked}” {where}{spelt}; {share} incidents have it. It adds {worth:.2f}."

    def _filters(self, parsed: Parsed) -> Iterator[Reason]:
        for chip in parsed.chips:
            if _is_filter(chip):
                yield Reason(chip.label, (), (), 0, 0.0, f"{chip.label}: that is so.")


def _is_filter(chip: Chip) -> bool:
    """Whether a chip stands for a condition; words and phrases are explained by themselves."""
    tokens = tokenise(chip.text)
    if not tokens or tokens[0].kind is TokenKind.NOT:
        return bool(tokens)
    return tokens[0].kind is TokenKind.FILTER and FIELDS[tokens[0].field] is not FieldKind.TEXT


def _listed(items: tuple[str, ...]) -> str:
    """``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
