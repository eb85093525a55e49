"""What lies in the trash: to be taken out again, or removed for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView

from desktop.dialogs.framed import FramedDialog, ask
from desktop.item_models.table import Column, TableModel
from desktop.widgets.buttons import Button
from desktop.wording import count_words, day_of
from models.changes import Changes
from models.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library
    from models.rows import IncidentRow

_WIDTH = 640
_HEIGHT = 280


class TrashDialog(FramedDialog):
    """A table of trashed incidents, the last one thrown there first."""

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Read the trash and show it."""
        super().__init__("Trash", themes, parent, width=_WIDTH)
        self._session = session
        columns: list[Column[IncidentRow]] = [
            Column("Key", lambda row: row.key),
            Column("Title", lambda row: row.title),
            Column(
                "Thrown away",
                lambda row: day_of(row.trashed_at, session.zone),
                sort=lambda row: row.trashed_at,
            ),
        ]
        self._model: TableModel[IncidentRow] = TableModel(columns, self)
        self._table = QTableView()
        self._table.setObjectName("framed")
        self._table.setAccessibleName("Incidents in the trash")
        self._table.setModel(self._model)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.setMinimumHeight(_HEIGHT)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self._table, 1)
        self._restore = Button("Take out", themes, icon_name="undo-2", small=True)
        self._purge = Button(
            "Remove for good…", themes, icon_name="trash-2", kind="danger", small=True
        )
        self._restore.clicked.connect(self._on_restore)
        self._purge.clicked.connect(self._on_purge)
        row = QHBoxLayout()
        row.addWidget(self._restore)
        row.addWidget(self._purge)
        row.addStretch(1)
        self.body.addLayout(row)
        self.cancel_button.setText("Close")
        self._table.selectionModel().selectionChanged.connect(self._enable)
        session.changed.connect(self._read)
        self._enable()
        self._read()

    @Slot()
    def _read(self) -> None:
        as_of = self._session.clock()
        self._session.read(
            self, lambda library: library.incidents.trash(as_of=as_of), self._show, replaces="trash"
        )

    def _show(self, rows: list[IncidentRow]) -> None:
        self._model.set_rows(rows)
        self.set_text(count_words(len(rows), "incident") if rows else "The trash is empty.")
        self._enable()

    def _chosen(self) -> list[IncidentRow]:
        return [self._model.row_at(index) for index in self._table.selectionModel().selectedRows()]

    @Slot()
    def _enable(self) -> None:
        chosen = bool(self._chosen())
        self._restore.setEnabled(chosen)
        self._purge.setEnabled(chosen)

    @Slot()
    def _on_restore(self) -> None:
        def work(library: Library) -> Changes:
            from models.operations.incidents import restore_incident  # noqa: PLC0415

            return _each(rows, lambda row: restore_incident(library, row.id))

        rows = self._chosen()
        self._session.perform(self, work, failed=self._refuse)

    @Slot()
    def _on_purge(self) -> None:
        def work(library: Library) -> Changes:
            from models.operations.incidents import purge_incident  # noqa: PLC0415

            return _each(rows, lambda row: purge_incident(library, row.id))

        def remove() -> None:
            self._session.perform(self, work, failed=self._refuse)

        rows = self._chosen()
        ask(
            self,
            self.themes,
            title=f"Remove {count_words(len(rows), 'incident')} for good?",
            text="Their text, revisions, links and files go with them. This cannot be undone.",
            confirm="Remove for good",
            danger=True,
            confirmed=remove,
        )

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.banner.say_error(error)


def _each(rows: list[IncidentRow], operation: Callable[[IncidentRow], Changes]) -> Changes:
    """One transaction each: what was done stays done if a later one fails."""
    changes = Changes()
    for row in rows:
        changes = changes.merged(operation(row))
    return changes
