"""Makes what is shown of a document from its row of facts and its label, many at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from search.facts import SEVERITIES, UNKNOWN_START
from search.results import Hit, Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.query.ranking import Ranked
    from search.reading.snapshot import Snapshot

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REMEMBERED = 5_000


class Hits:
    """Hits on one snapshot; what was shown once is remembered, as typing shows it again."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Show documents of `snapshot`."""
        self._snapshot = snapshot
        self._known: dict[int, Shown] = {}

    def of(self, ranked: Ranked, snippets: Sequence[str] | None = None) -> tuple[Hit, ...]:
        """The hits for these documents, in this order.

        Args:
            ranked: the documents.
            snippets: a passage for each, or none.
        """
        numbers: list[int] = ranked.documents.tolist()
        known = self._known
        try:
            shown = [known[number] for number in numbers]
        except KeyError:
            if len(known) > _REMEMBERED:
                known.clear()
            self._make_known([number for number in numbers if number not in known])
            shown = [known[number] for number in numbers]
        if snippets is not None or ranked.worths is None:
            scores = [0.0] * len(numbers) if ranked.worths is None else ranked.worths.tolist()
            return tuple(map(Hit, shown, scores, snippets or [""] * len(numbers)))
        return tuple(map(Hit, shown, ranked.worths.tolist()))

    def _make_known(self, numbers: list[int]) -> None:
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
            self._known[number] = Shown(
                UUID(int=(high << 64) | low),
                key,
                title,
                SEVERITIES[rank - 1] if rank else None,
                None if started <= UNKNOWN_START else _EPOCH + timedelta(seconds=started),
            )
