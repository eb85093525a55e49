"""The incidents of a review as rows: why each was found, how the design answers it, and a note."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QWidget,
)
from typing_extensions import override

from desktop.pages.reviews.incident_delegate import KEYS, ReviewedDelegate
from desktop.widgets.overlay_scroll_bar import OverlayScrollBar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from uuid import UUID

    from PySide6.QtCore import QObject

    from desktop.theme import ThemeSource
    from models.review import Disposition, ReviewedIncident

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)


class ReviewedModel(QAbstractListModel):
    """The incidents in their order; the note is what is edited.

    Signals:
        edited: a disposition or a note changed.
    """

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: list[ReviewedIncident] = []
        self._before: list[ReviewedIncident] = []
        self._typing: UUID | None = None
        self._stamp: Callable[[], tuple[str, datetime]] | None = None

    def set_stamp(self, stamp: Callable[[], tuple[str, datetime]]) -> None:
        """Say who gives a disposition, and when: asked at each one."""
        self._stamp = stamp

    @property
    def can_undo(self) -> bool:
        """Whether there is a disposition or a note to take back."""
        return bool(self._before)

    def undo(self) -> None:
        """Take the last disposition or note back."""
        while self._before:
            old = self._before.pop()
            places = [place for place, one in enumerate(self._rows) if one.id == old.id]
            if places:
                now = self._rows[places[0]]
                told = replace(
                    now,
                    disposition=old.disposition,
                    note=old.note,
                    disposed_by=old.disposed_by,
                    disposed_at=old.disposed_at,
                )
                self._change(places[0], told)
                return

    def forget(self) -> None:
        """Another review is shown: nothing of the one before can be taken back."""
        self._before.clear()
        self._typing = None

    @property
    def rows(self) -> tuple[ReviewedIncident, ...]:
        """The incidents."""
        return tuple(self._rows)

    def set_rows(self, rows: Sequence[ReviewedIncident]) -> None:
        """Show others."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def dispose(self, place: int, disposition: Disposition) -> None:
        """Say how the design answers one."""
        row = self._rows[place]
        if row.disposition is disposition:
            return
        self._typing = None
        by, at = self._stamp() if self._stamp else ("", None)
        self._before.append(row)
        self._change(place, replace(row, disposition=disposition, disposed_by=by, disposed_at=at))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsEditable if index.isValid() else base

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.EditRole:
            return row.note
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.key} {row.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row, index.row())
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self.type_note(index.row(), str(value))
        self._typing = None
        return True

    def type_note(self, place: int, text: str) -> None:
        """Take a note as it is typed, so that it is saved before it is finished.

        All that is typed until the note is finished, or given up, is one step to take back.
        """
        row = self._rows[place]
        note = " ".join(text.split())
        if note == row.note:
            return
        if self._typing != row.id:
            self._before.append(row)
            self._typing = row.id
        self._change(place, replace(row, note=note))

    def give_up_note(self) -> None:
        """The note that is being typed is not wanted: as it was before."""
        if self._typing is not None:
            self._typing = None
            self.undo()

    def _change(self, place: int, row: ReviewedIncident) -> None:
        if row == self._rows[place]:
            return
        self._rows[place] = row
        index = self.index(place)
        self.dataChanged.emit(index, index)
        self.edited.emit()


def spoken(row: ReviewedIncident, place: int) -> str:
    """A row for a screen reader."""
    severity = f"{row.severity}, " if row.severity else ""
    why = f"Matches {', '.join(row.evidence)}. " if row.evidence else ""
    note = f" Note: {row.note}" if row.note else ""
    return f"{place + 1}: {row.key}, {severity}{row.title}. {why}{row.disposition}.{note}"


class ReviewedList(QListView):
    """Rows with a four-way choice each. A, R, N, O choose; Enter opens, F2 writes a note.

    Signals:
        opened: UUID of an incident.
    """

    opened = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.reviewed = ReviewedModel(self)
        self._delegate = ReviewedDelegate(themes, self)
        self._delegate.note_typed.connect(self.reviewed.type_note)
        self._delegate.closeEditor.connect(self._on_editor_closed)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetShortcut)
        undo.activated.connect(self.reviewed.undo)
        self._shown: frozenset[UUID] = frozenset()
        self.reviewed.modelReset.connect(self._hide_others)
        self.setModel(self.reviewed)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Relevant past incidents")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        OverlayScrollBar(self)
        themes.changed.connect(self.viewport().update)

    def name_services(self, services: Sequence[str], zone: str) -> None:
        """Say which evidence is a service, and in which zone days are told."""
        self._delegate.services = frozenset(one.rsplit("/", 1)[-1] for one in services)
        self._delegate.zone = zone
        self.viewport().update()

    def current_id(self) -> UUID | None:
        """The incident of the current row."""
        index = self.currentIndex()
        return index.data(ROW_ROLE).incident_id if index.isValid() else None

    def show_only(self, incident_ids: Sequence[UUID]) -> None:
        """Hide all other rows; an empty sequence shows all."""
        self._shown = frozenset(incident_ids)
        self._hide_others()
        first = next(
            (place for place, one in enumerate(self.reviewed.rows)
             if one.incident_id in self._shown),
            None,
        )  # fmt: skip
        if first is not None:
            self.setCurrentIndex(self.reviewed.index(first))

    def _on_editor_closed(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if hint is QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self.reviewed.give_up_note()

    @Slot()
    def _hide_others(self) -> None:
        for place, one in enumerate(self.reviewed.rows):
            self.setRowHidden(place, bool(self._shown) and one.incident_id not in self._shown)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if index.isValid() and is_enter:
            self.opened.emit(index.data(ROW_ROLE).incident_id)
            return
        if index.isValid() and plain and event.text().upper() in KEYS:
            self.reviewed.dispose(index.row(), KEYS[event.text().upper()])
            return
        steps = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}
        if event.key() in steps and plain:
            event = QKeyEvent(QEvent.Type.KeyPress, steps[Qt.Key(event.key())], event.modifiers())
        super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        rect = self.visualRect(index)
        chosen = self._delegate.disposition_at(rect, event.position())
        if chosen is not None:
            self.reviewed.dispose(index.row(), chosen)
        elif self._delegate.note_box(rect).contains(event.position()):
            self.edit(index)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._delegate.head_box(self.visualRect(index)).contains(
            event.position()
        ):
            self.opened.emit(index.data(ROW_ROLE).incident_id)
            return
        super().mouseDoubleClickEvent(event)

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        row = index.row()
        identifier = index.data(ROW_ROLE).incident_id
        menu.addAction("Open incident").triggered.connect(lambda: self.opened.emit(identifier))
        menu.addSeparator()
        for key, disposition in KEYS.items():
            action = menu.addAction(f"{disposition.value.capitalize()}\t{key}")
            action.triggered.connect(
                lambda _on=False, one=disposition: self.reviewed.dispose(row, one)
            )
        menu.addSeparator()
        undo = menu.addAction("Undo\tCtrl+Z")
        undo.setEnabled(self.reviewed.can_undo)
        undo.triggered.connect(self.reviewed.undo)
        note = menu.addAction("Write a note\tF2")
        note.triggered.connect(lambda: self.edit(self.reviewed.index(row)))
        menu.popup(self.viewport().mapToGlobal(place))
