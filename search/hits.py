"""Makes what is shown of a document from its row of facts and its label, many at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from search.facts import SEVERITIES, UNKNOWN_START
from search.results import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.vocabulary import Severity
    from search.reading.arrays import Documents, Scores
    from search.reading.snapshot import Snapshot

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REMEMBERED = 20_000


class _Shown(NamedTuple):
    """What never changes of a document as long as its snapshot lives."""

    id: UUID
    key: str
    title: str
    severity: Severity | None
    started_at: datetime | None


class Hits:
    """Hits on one snapshot; what was shown once is remembered, as typing shows it again."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Show documents of `snapshot`."""
        self._snapshot = snapshot
        self._known: dict[int, _Shown] = {}

    def of(
        self, documents: Documents, scores: Scores | None, snippets: Iterable[str] | None = None
    ) -> tuple[Hit, ...]:
        """The hits for these documents, in this order.

        Args:
            documents: their numbers.
            scores: of all documents of the snapshot; None where there is no relevance.
            snippets: a passage for each, or none.
        """
        numbers: list[int] = documents.tolist()
        values = [0.0] * len(numbers) if scores is None else scores[documents].tolist()
        texts = [""] * len(numbers) if snippets is None else snippets
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._make_known([number for number in numbers if number not in self._known])
        return tuple(
            Hit(*self._known[number], round(score, 4), text)
            for number, score, text in zip(numbers, values, texts, strict=True)
        )

    def _make_known(self, numbers: list[int]) -> None:
        if not numbers:
            return
        facts = self._snapshot.facts[numbers]
        rows = zip(
            numbers,
            facts["id_high"].tolist(),
            facts["id_low"].tolist(),
            facts["severity"].tolist(),
            facts["started"].tolist(),
            strict=True,
        )
        for number, high, low, rank, started in rows:
            key, title = self._snapshot.label(number)
            self._known[number] = _Shown(
                UUID(int=(high << 64) | low),
                key,
                title,
                SEVERITIES[rank - 1] if rank else None,
                None if started <= UNKNOWN_START else _EPOCH + timedelta(seconds=started),
            )
