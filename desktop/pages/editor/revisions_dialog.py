"""Compares revisions of an incident, word by word, and restores one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from desktop.dialogs.fields import Choice
from desktop.dialogs.framed import FramedDialog, ask
from desktop.notices import Notice
from desktop.pages.editor.comparison_view import ComparisonView
from desktop.pages.editor.revision_delegate import RevisionDelegate
from desktop.pages.editor.revision_words import made_words, revision_words
from desktop.widgets.labels import Label, Rule
from models.comparison import compare_incidents

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.comparison import Difference
    from models.history import RevisionLine
    from models.incident import Incident
    from models.library import Library

_WIDTH, _HEIGHT = 1080, 680
_LIST_WIDTH = 284
_MOST = 200
_NOW = ""


class RevisionsDialog(FramedDialog):
    """Any two revisions side by side, or one beside what is stored now.

    The list at the left says which is looked at; the choice above the texts says with what it is
    compared: what is stored now, or any other revision.
    """

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        incident_id: UUID,
        parent: QWidget | None = None,
    ) -> None:
        """Read the list; the newest revision that differs is shown first."""
        super().__init__("Revisions", themes, parent, width=_WIDTH)
        self.resize(_WIDTH, _HEIGHT)
        self._session = session
        self._incident_id = incident_id
        self._lines: list[RevisionLine] = []
        self.list = QListWidget()
        self.list.setObjectName("framed")
        self.list.setAccessibleName("Revisions, newest first")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setFont(themes.current.font("body"))
        self.list.setItemDelegate(RevisionDelegate(themes, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.other = Choice([(_NOW, "what is stored now")], themes)
        self.other.setAccessibleName("Compared with")
        self.other.edited.connect(self._compare)
        self.view = ComparisonView(themes)
        self._build()
        self.cancel_button.setText("Close")
        self.set_confirm("Restore…", kind="default").setEnabled(False)
        self.confirmed.connect(self._ask_to_restore)
        session.changed.connect(self._on_changed)
        self._read()

    def _build(self) -> None:
        themes = self.themes
        head = QHBoxLayout()
        self._title = Label("", themes, style="section")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(Label("Compared with", themes, tone="secondary"))
        head.addWidget(self.other)
        right = QVBoxLayout()
        right.setSpacing(themes.current.size("space.1.5"))
        right.addLayout(head)
        right.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(themes.current.size("space.2"))
        row.addWidget(self.list)
        row.addWidget(Rule("upright"))
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)

    def _read(self) -> None:
        incident_id = self._incident_id
        self._session.read(
            self,
            lambda library: library.revisions.lines(incident_id, limit=_MOST),
            self._on_lines,
            replaces="lines",
        )

    def _on_lines(self, lines: list[RevisionLine]) -> None:
        before = self._current()
        self._lines = lines
        self.list.blockSignals(True)
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(f"{revision_words(line)}\n{self._made(line)}")
            item.setToolTip(", ".join(line.changed) or line.info.note)
            self.list.addItem(item)
        self.list.blockSignals(False)
        chosen = self.other.value()
        self.other.clear()
        self.other.addItem("what is stored now", _NOW)
        for line in lines:
            self.other.addItem(f"revision {line.info.number}", str(line.info.id))
        self.other.set_value(chosen)
        if not lines:
            self.view.say(
                "No revision was kept yet. One is kept when the postmortem is published, with "
                "Ctrl+S, and every ten minutes of editing."
            )
            return
        ids = [line.info.id for line in lines]
        wanted = ids.index(before.info.id) if before and before.info.id in ids else 0
        self.list.setCurrentRow(wanted)

    def _made(self, line: RevisionLine) -> str:
        session = self._session
        return made_words(
            line,
            now=session.clock(),
            zone=session.zone,
            me=session.handle,
            is_team="://" in session.location,
        )

    def _current(self) -> RevisionLine | None:
        row = self.list.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    @Slot(int)
    def _on_chosen(self, _row: int) -> None:
        self._compare()

    @Slot()
    def _compare(self) -> None:
        line = self._current()
        if line is None:
            return
        self._title.setText(f"Revision {line.info.number}, {self._made(line)}")
        self.confirm_button.setEnabled(True)
        incident_id, one_id = self._incident_id, line.info.id
        other = next(
            (each for each in self._lines if str(each.info.id) == self.other.value()), None
        )
        right = f"Revision {other.info.number}" if other else "Stored now"
        left = f"Revision {line.info.number}"
        is_newer = other is not None and other.info.number < line.info.number
        other_id = other.info.id if other else None

        def work(library: Library) -> tuple[Difference, ...]:
            one = library.revisions.get(one_id)
            second: Incident = (
                library.revisions.get(other_id) if other_id else library.incidents.get(incident_id)
            )
            return compare_incidents(second, one) if is_newer else compare_incidents(one, second)

        names = (right, left) if is_newer else (left, right)
        self._session.read(
            self,
            work,
            lambda found: self.view.show_differences(found, left=names[0], right=names[1]),
            replaces="comparison",
        )

    @Slot()
    def _ask_to_restore(self) -> None:
        line = self._current()
        if line is None:
            return
        ask(
            self,
            self.themes,
            title=f"Restore revision {line.info.number}?",
            text="The postmortem will say what it said then. What it says now is kept as a "
            "revision first, so this can be taken back. Its status stays.",
            confirm="Restore",
            confirmed=lambda: self._restore(line),
        )

    def _restore(self, line: RevisionLine) -> None:
        incident_id, revision_id = self._incident_id, line.info.id
        me = self._session.handle or None

        def work(library: Library) -> Changes:
            from models.operations.revisions import restore_revision  # noqa: PLC0415 (SQLAlchemy)

            version = library.incidents.get(incident_id).version
            return restore_revision(library, revision_id, version=version, made_by=me)

        def done(_changes: Changes) -> None:
            said = f"Revision {line.info.number} is restored"
            self._session.notice.emit(Notice(said, "done"))

        self._session.perform(
            self, work, done, failed=lambda error: self.banner.say(str(error), "error")
        )

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._incident_id in changes.incidents:
            self._read()
