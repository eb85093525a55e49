"""The timeline of the form: the strip, and the table below it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from typing_extensions import override

from desktop.dialogs.typed_time import format_instant
from desktop.pages.editor.draft import Record
from desktop.pages.editor.pasted_rows import are_rows, read_rows
from desktop.pages.editor.record_columns import RecordColumn
from desktop.pages.editor.record_model import RowLook
from desktop.pages.editor.record_parts import TablePart, choices
from desktop.pages.editor.record_table import RecordTable
from desktop.pages.editor.timeline_strip import TimelineStrip, strip_of
from desktop.pages.editor.timeline_times import (
    EventLine,
    Moments,
    event_lines,
    is_ordered,
    moments_of,
    quick_instant,
    read_event_time,
)
from desktop.widgets.buttons import Button
from models.errors import BadInputError
from models.vocabulary import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.theme import ThemeSource
    from models.incident import Incident

ICONS = (
    (EventKind.CHANGE.value, "rocket"),
    (EventKind.DETECTION.value, "bell-ring"),
    (EventKind.PAGE.value, "phone-call"),
    (EventKind.DIAGNOSIS.value, "search"),
    (EventKind.DECISION.value, "split"),
    (EventKind.MITIGATION.value, "undo-2"),
    (EventKind.RECOVERY.value, "circle-check"),
    (EventKind.COMMUNICATION.value, "megaphone"),
    (EventKind.OTHER.value, "circle"),
)
_CLOCK_WIDTH = 62
_DATE_WIDTH = 104
_SORT_KEYS = "Alt+T"


class TimelinePart(TablePart):
    """Times are read against the row above; offsets, gaps and order are worked out as one types."""

    def __init__(self, themes: ThemeSource, *, zone: str, clock: Callable[[], datetime]) -> None:
        """Build it empty.

        Args:
            themes: where colours come from.
            zone: IANA zone that times are typed and shown in.
            clock: aware UTC now.
        """
        super().__init__("Timeline", "timeline", self._make_table(themes), themes)
        self._zone = zone
        self._clock = clock
        self._stated = Moments()
        self._lines: tuple[EventLine, ...] = ()
        self.strip = TimelineStrip(themes)
        self.column.insertWidget(self.column.indexOf(self.table), self.strip)
        self.sort_button = Button("Sort by time", themes, kind="ghost", small=True)
        self.sort_button.setToolTip(f"Put the events in order ({_SORT_KEYS})")
        self.sort_button.clicked.connect(self.sort_by_time)
        self.sort_button.hide()
        self.head.insertWidget(self.head.count() - 1, self.sort_button)
        self.table.model.finish = self._finish
        self.table.model.edited.connect(self._refresh)
        self.table.pasted.connect(self._on_pasted)
        self.table.table.delegate.are_rows = are_rows
        self.table.more_actions = (("Sort by time", _SORT_KEYS, self.sort_by_time),)
        sort = QShortcut(QKeySequence(_SORT_KEYS), self)
        sort.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        sort.activated.connect(self.sort_by_time)

    def _make_table(self, themes: ThemeSource) -> RecordTable:
        columns = (
            RecordColumn(
                "at", "Time", hint="14:25", width=_CLOCK_WIDTH, mono=True, tidy=self._tidy
            ),
            RecordColumn("kind", "Type", width=144, choices=choices(EventKind), icons=ICONS),
            RecordColumn(
                "text",
                "Event",
                hint="What happened then",
                multiline=True,
                is_widest=True,
                has_code=True,
            ),
            RecordColumn("offset", "Offset", width=84, right=True, is_computed=True),
        )
        return RecordTable(
            "Timeline",
            columns,
            themes,
            add_text="Add event",
            defaults={"kind": EventKind.OTHER.value},
        )

    @override
    def fill(self, draft: IncidentDraft) -> None:
        self._stated = Moments(
            started=self._stated_at(draft, "started_at"),
            detected=self._stated_at(draft, "detected_at"),
            mitigated=self._stated_at(draft, "mitigated_at"),
            resolved=self._stated_at(draft, "resolved_at"),
        )
        lines = event_lines(draft.timeline, zone=self._zone, started=self._stated.started)
        self.table.set_records(draft.timeline, [_look(one) for one in lines])
        self._show(lines)

    def show_incident(self, incident: Incident) -> None:
        """Measure by the incident's own instants, as they are known now."""
        stated = Moments(
            started=incident.started_at,
            detected=incident.detected_at,
            mitigated=incident.mitigated_at,
            resolved=incident.resolved_at,
        )
        if stated != self._stated:
            self._stated = stated
            self._refresh()

    @override
    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self._offer_sorting()

    @Slot()
    def sort_by_time(self) -> None:
        """Put the rows in order; one without a time stays below the row that it stands below."""
        if self.table.model.is_read_only:
            return
        self.table.finish_editing()
        at = datetime.min.replace(tzinfo=UTC)
        places = {}
        for record, line in zip(self.table.records(), self._lines, strict=True):
            at = line.at or at
            places[record.id] = at
        self.table.sort_by(lambda record: places[record.id])

    def _stated_at(self, draft: IncidentDraft, name: str) -> datetime | None:
        return quick_instant(draft.times.get(name, ""), self._zone)

    def _above(self, row: int) -> datetime | None:
        """The nearest known time above a row."""
        return next((one.at for one in reversed(self._lines[:row]) if one.at is not None), None)

    def _tidy(self, row: int, text: str) -> str:
        """A typed time in full; what cannot be read stays as it was typed."""
        try:
            return format_instant(
                read_event_time(
                    text,
                    zone=self._zone,
                    now=self._clock(),
                    previous=self._above(row),
                    started=self._stated.started,
                ),
                self._zone,
            )
        except (BadInputError, OverflowError):
            return text

    def _finish(self, record: Record, column: str) -> Record:
        """An event of no kind takes the one that its words tell of."""
        if column != "text" or record.text("kind") not in ("", EventKind.OTHER):
            return record
        return Record({**record.values, "kind": _kind_of(record.text("text")).value}, record.id)

    @Slot(str)
    def _on_pasted(self, text: str) -> None:
        """Put the rows of a chat or a spreadsheet below the current row."""
        model = self.table.model
        if model.is_read_only or not text.strip():
            return
        row = self.table.current_row()
        place = len(model.records) if row < 0 else min(row + 1, len(model.records))
        rows = read_rows(
            text,
            zone=self._zone,
            now=self._clock(),
            previous=self._above(place),
            started=self._stated.started,
            kind_of=_kind_of,
        )
        index = self.table.table.currentIndex()
        if len(rows) == 1 and not rows[0].at and index.isValid():
            model.setData(index, text.strip())
            return
        model.insert_all(
            place,
            [Record({"at": one.at, "kind": one.kind.value, "text": one.text}) for one in rows],
        )
        last = min(place + len(rows), model.rowCount() - 1)
        self.table.table.setCurrentIndex(model.index(last, 0))

    @Slot()
    def _refresh(self) -> None:
        """Work out what follows from the times; only rows that look different are drawn again."""
        records = self.table.records()
        lines = event_lines(records, zone=self._zone, started=self._stated.started)
        self.table.model.set_looks([_look(one) for one in lines])
        self._show(lines)

    def _show(self, lines: tuple[EventLine, ...]) -> None:
        self._lines = lines
        records = self.table.records()
        moments = moments_of(self._stated, records, lines)
        self.strip.show_strip(strip_of(records, lines, moments, zone=self._zone))
        self._offer_sorting()
        view = self.table.table
        longest = max((len(one.clock) for one in lines), default=0)
        width = _CLOCK_WIDTH if longest <= len("14:23:00") else _DATE_WIDTH
        if view.columnWidth(0) != width:
            view.setColumnWidth(0, width)

    def _offer_sorting(self) -> None:
        editable = not self.table.model.is_read_only
        self.sort_button.setVisible(editable and not is_ordered(self._lines))


def _look(line: EventLine) -> RowLook:
    return RowLook({"at": line.clock, "offset": line.offset}, {"at": line.typed}, line.note)


def _kind_of(text: str) -> EventKind:
    from models.reading.event_kinds import infer_kind  # noqa: PLC0415  (reads word lists)

    return infer_kind(text)
