"""The results of a search as a list that knows only what has been looked at.

The list is as long as the search found; pages of hits, rows of the store and snippets are asked
for when a view shows their places, and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from typing_extensions import override

from desktop.wording import count_words, day_of, span_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from PySide6.QtCore import QObject

    from desktop.item_models.table import Index
    from desktop.search_lane import Answer
    from models.rows import IncidentRow
    from search.results import Hit, Snippet

PAGE = 200
HIT_ROLE = int(Qt.ItemDataRole.UserRole)
ROW_ROLE = HIT_ROLE + 1
SNIPPET_ROLE = HIT_ROLE + 2
_KEPT_ROWS = 5_000


class ResultsModel(QAbstractListModel):
    """Hits in the order found.

    Roles: `HIT_ROLE` a `Hit`, `ROW_ROLE` an `IncidentRow`, `SNIPPET_ROLE` a `Snippet`; each None
    until it was fetched.

    Signals:
        page_wanted: offset of a page of hits that a view needs.
        details_wanted: tuple of ids whose row or snippet a view needs.
    """

    page_wanted = Signal(int)
    details_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._total = 0
        self._hits: dict[int, Hit] = {}
        self._places: dict[UUID, int] = {}
        self._rows: dict[UUID, IncidentRow] = {}
        self._snippets: dict[UUID, Snippet] = {}
        self._asked_pages: set[int] = set()
        self._asked_details: set[UUID] = set()
        self._has_snippets = False
        self._zone = "UTC"

    def set_zone(self, zone: str) -> None:
        """The zone in which dates are read aloud."""
        self._zone = zone

    def show_answer(self, answer: Answer) -> None:
        """Show another answer; rows that are still known are shown at once."""
        self.beginResetModel()
        results = answer.results
        self._total = results.total
        self._hits = dict(enumerate(results.hits))
        self._places = {hit.id: place for place, hit in self._hits.items()}
        self._snippets = dict(answer.snippets)
        self._has_snippets = answer.from_index and bool(results.query.strip())
        self._asked_pages = set()
        self._asked_details = set()
        if len(self._rows) > _KEPT_ROWS:
            self._rows = {}
        self._rows.update(answer.rows)
        self.endResetModel()

    def show_placeholders(self, count: int) -> None:
        """Show that something is coming, where nothing was shown before."""
        self.beginResetModel()
        self._total = count
        self._hits, self._places = {}, {}
        # Nothing is to be fetched for them.
        self._asked_pages = {0}
        self.endResetModel()

    def add_page(self, offset: int, hits: Iterable[Hit]) -> None:
        """Put in a page of hits that was asked for."""
        last = offset
        for place, hit in enumerate(hits, offset):
            if place >= self._total:
                break
            self._hits[place] = hit
            self._places[hit.id] = place
            last = place
        self._tell(offset, last)

    def add_details(
        self, rows: Mapping[UUID, IncidentRow], snippets: Mapping[UUID, Snippet]
    ) -> None:
        """Put in rows and snippets that were asked for."""
        self._rows.update(rows)
        self._snippets.update(snippets)
        places = [self._places[id] for id in {*rows, *snippets} if id in self._places]
        if places:
            self._tell(min(places), max(places))

    def forget_rows(self, ids: Iterable[UUID]) -> None:
        """Rows that changed: they are asked for again when shown."""
        for id in ids:
            self._rows.pop(id, None)
            self._asked_details.discard(id)

    def forget_all_rows(self) -> None:
        """Every row may have changed."""
        self._rows.clear()
        self._asked_details.clear()

    def need(self, first: int, last: int) -> None:
        """A view shows these places: ask for what is not known of them."""
        missing = [place for place in range(first, last + 1) if place not in self._hits]
        for page in sorted({place // PAGE for place in missing}):
            if page not in self._asked_pages:
                self._asked_pages.add(page)
                self.page_wanted.emit(page * PAGE)
        ids = [self._hits[place].id for place in range(first, last + 1) if place in self._hits]
        wanted = [id for id in ids if self._lacks(id) and id not in self._asked_details]
        if wanted:
            self._asked_details.update(wanted)
            self.details_wanted.emit(tuple(wanted))

    def place_of(self, id: UUID) -> int | None:
        """Where an incident stands, as far as its page was fetched."""
        return self._places.get(id)

    def hit_at(self, place: int) -> Hit | None:
        """The hit at a place, if it was fetched."""
        return self._hits.get(place)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._total

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self._hits.get(index.row()) if index.isValid() else None
        if hit is None:
            return None
        row = self._rows.get(hit.id)
        snippet = self._snippets.get(hit.id)
        where = snippet.line if snippet is not None else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (spoken(hit, row, self._zone), where) if part)
        held: dict[int, Any] = {
            HIT_ROLE: hit,
            ROW_ROLE: row,
            SNIPPET_ROLE: snippet,
            int(Qt.ItemDataRole.DisplayRole): hit.title,
            int(Qt.ItemDataRole.ToolTipRole): where or None,
        }
        return held.get(int(role))

    def _lacks(self, id: UUID) -> bool:
        return id not in self._rows or (self._has_snippets and id not in self._snippets)

    def _tell(self, first: int, last: int) -> None:
        if self._total:
            self.dataChanged.emit(self.index(first), self.index(min(last, self._total - 1)))


def spoken(hit: Hit, row: IncidentRow | None, zone: str) -> str:
    """A result as it is read aloud: "INC-2025-034, SEV-1, Payment Service Outage, …"."""
    parts = [hit.key, hit.severity.value if hit.severity else "severity unknown", hit.title]
    if row is None:
        return ", ".join(parts)
    parts += [day_of(row.started_at, zone), span_words(row.duration_minutes)]
    if row.repeats:
        parts.append(f"repeat ×{row.repeats}")
    if row.open_actions:
        parts.append(count_words(row.open_actions, "open action"))
    if row.overdue_actions:
        parts.append(f"{row.overdue_actions} overdue")
    parts.append(row.status.value if row.status else "no postmortem")
    return ", ".join(part for part in parts if part)
