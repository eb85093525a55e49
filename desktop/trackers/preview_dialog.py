"""What would be sent to a tracker, before anything is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit

from desktop.dialogs.fields import Choice, Field
from desktop.dialogs.framed import FramedDialog
from desktop.item_models.table import ROW_ROLE, Column
from desktop.trackers.tables import TickedTable, framed_table
from desktop.wording import count_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource
    from models.trackers import TrackerAccount

_WIDTH = 760
_TABLE_HEIGHT = 190
_TEXT_HEIGHT = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One action item as it would be sent.

    Attributes:
        note: what would become of it, or what it lacks.
        sendable: whether an issue would be made of it.
        assigned: whom it would be given to, in words, by the id of the account.
    """

    action_id: UUID
    number: int
    title: str
    owner: str
    due_on: date | None
    body: str
    note: str
    sendable: bool
    assigned: Mapping[UUID, str] = field(default_factory=dict)

    def note_at(self, account: UUID) -> str:
        """What becomes of it at an account."""
        parts = [one for one in (self.note, self.assigned.get(account, "")) if one]
        return "; ".join(parts)


class PreviewDialog(FramedDialog):
    """Action items with a tick each, and the text of the one that is looked at.

    Signals:
        submitted: (`TrackerAccount`, tuple of UUIDs of action items).
    """

    submitted = Signal(object, object)

    def __init__(
        self,
        key: str,
        accounts: list[TrackerAccount],
        rows: list[PreviewRow],
        themes: ThemeSource,
        parent: QWidget | None = None,
    ) -> None:
        """Show them.

        Args:
            key: of the incident.
            accounts: where issues can be made; at least one.
            rows: the incident's action items.
            themes: where colours come from.
            parent: the window.
        """
        super().__init__(
            f"Create issues for {key}",
            themes,
            parent,
            text="Nothing is sent before you press the button. What cannot be sent now waits here.",
            width=_WIDTH,
        )
        self._accounts = accounts
        self.account = Choice([(str(one.id), _named(one)) for one in accounts], themes)
        self.body.addWidget(Field("account", "Where to", self.account, themes))
        columns: list[Column[PreviewRow]] = [
            Column("Action item", lambda one: f"{one.number}. {one.title}"),
            Column("Owner", lambda one: one.owner or "–"),
            Column("Due", lambda one: one.due_on.isoformat() if one.due_on else "–"),
            Column("What becomes of it", self._note, tooltip=self._note),
        ]
        self.model: TickedTable[PreviewRow] = TickedTable(columns, lambda one: one.sendable, self)
        self.model.set_rows(rows)
        self.table = framed_table(
            "Action items", self.model, themes, stretch=0, height=_TABLE_HEIGHT
        )
        self.body.addWidget(self.table, 1)
        self._make_text()
        self.set_confirm("Create")
        self.model.ticked.connect(self._count)
        self.account.edited.connect(self._on_account)
        self.table.selectionModel().currentRowChanged.connect(self._show_text)
        self.confirmed.connect(self._on_confirmed)
        if rows:
            first = next((at for at, one in enumerate(rows) if one.sendable), 0)
            self.table.setCurrentIndex(self.model.index(first, 0))
        self._count()
        self.table.setFocus()

    def _make_text(self) -> None:
        self._said = QPlainTextEdit()
        self._said.setReadOnly(True)
        self._said.setFont(self.themes.current.font("body"))
        self._said.setFixedHeight(_TEXT_HEIGHT)
        self.body.addWidget(Field("said", "What the issue will say", self._said, self.themes))

    def _note(self, row: PreviewRow) -> str:
        return row.note_at(self._chosen().id)

    def _chosen(self) -> TrackerAccount:
        return next(one for one in self._accounts if str(one.id) == self.account.value())

    @Slot()
    def _on_account(self) -> None:
        last = self.model.rowCount() - 1
        column = self.model.columnCount() - 1
        if last >= 0:
            self.model.dataChanged.emit(self.model.index(0, column), self.model.index(last, column))

    @Slot()
    def _count(self) -> None:
        count = len(self.model.chosen())
        words = f"Create {count_words(count, 'issue')}" if count else "Nothing to create"
        self.confirm_button.setText(words)
        self.confirm_button.setEnabled(count > 0)

    @Slot()
    def _show_text(self) -> None:
        row: PreviewRow | None = self.table.currentIndex().data(ROW_ROLE)
        due = f"\n\nDue: {row.due_on.isoformat()}" if row and row.due_on else ""
        self._said.setPlainText(f"{row.title}\n\n{row.body}{due}" if row else "")

    @Slot()
    def _on_confirmed(self) -> None:
        self.submitted.emit(self._chosen(), tuple(one.action_id for one in self.model.chosen()))
        self.accept()


def _named(account: TrackerAccount) -> str:
    return f"{account.name} ({account.kind.shown}, {account.project})"
