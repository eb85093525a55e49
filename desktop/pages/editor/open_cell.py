"""What stands in a cell of a table that is still being typed into.

A table takes a cell's text when the cell is left. Until then the words are in its editor alone,
and a crash in the middle of a long event would lose them: they are kept with the draft.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPersistentModelIndex, Signal, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from desktop.dialogs.fields import exact_text
from desktop.pages.editor.draft import IncidentDraft, Record
from desktop.pages.editor.keeper import DraftKeeper
from desktop.pages.editor.record_model import RecordModel
from desktop.pages.editor.record_view import RecordView
from models.identifiers import new_id

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.pages.editor.form import IncidentForm
    from desktop.pages.editor.journal import Journal
    from desktop.session import LibrarySession


class OpenCell(QObject):
    """The one cell of a form that has the keyboard and is being typed into, if there is one.

    Signals:
        typed: something was typed into it, or it was left without taking that.
    """

    typed = Signal()

    def __init__(self, form: IncidentForm, parent: QObject | None = None) -> None:
        """Follow the keyboard."""
        super().__init__(parent)
        self._form = form
        self._editor: QLineEdit | QPlainTextEdit | None = None
        self._index = QPersistentModelIndex()
        self._before = ""
        self._new_id: UUID = new_id()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def draft(self) -> IncidentDraft:
        """What stands in the form, with the words of that cell in their row."""
        draft = self._form.draft()
        editor, model = self._editor, self._index.model()
        if editor is None or not isValid(editor) or not self._index.isValid():
            return draft
        if editor.isHidden():  # closed, and not freed yet
            return draft
        text = _text_of(editor)
        if text == self._before or not isinstance(model, RecordModel):
            return draft
        column = model.columns[self._index.column()].name
        row = self._index.row()
        if row < len(model.records):
            return _with_words(draft, model.records[row].id, column, text)
        name = self._table_name(editor)
        if not name or not text.strip():
            return draft
        started = Record({**model.blank_values(), column: text}, self._new_id)
        return replace(draft, **{name: (*getattr(draft, name), started)})  # type: ignore[arg-type]

    def _table_name(self, editor: QWidget) -> str:
        form = self._form
        parts = {
            "timeline": form.timeline,
            "factors": form.factors,
            "defences": form.defences,
            "actions": form.action_items,
        }
        return next((name for name, part in parts.items() if part.isAncestorOf(editor)), "")

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._editor is not None and new is self._editor:
            return
        view = _table_around(new)
        if view is None or not self._form.isAncestorOf(view):
            return
        if not isinstance(new, (QLineEdit, QPlainTextEdit)):
            return
        self._editor = new
        self._index = QPersistentModelIndex(view.currentIndex())
        self._before = _text_of(new)
        self._new_id = new_id()
        new.textChanged.connect(self.typed)
        # Left with Escape, what stood there before holds again.
        new.destroyed.connect(self._on_closed)

    @Slot()
    def _on_closed(self) -> None:
        if self._editor is None or not isValid(self._editor):
            self._editor = None
            self.typed.emit()


def keeper_of(
    form: IncidentForm, session: LibrarySession, journal: Journal, parent: QObject
) -> DraftKeeper:
    """A keeper of everything that is typed into a form, open cells included."""
    cell = OpenCell(form, parent)
    keeper = DraftKeeper(session, journal, draft=cell.draft, parent=parent)
    cell.typed.connect(keeper.note_edit)
    return keeper


def _table_around(widget: QWidget | None) -> RecordView | None:
    while widget is not None:
        if isinstance(widget, RecordView):
            return widget
        widget = widget.parentWidget()
    return None


def _text_of(editor: QLineEdit | QPlainTextEdit) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else exact_text(editor)


def _with_words(draft: IncidentDraft, record_id: UUID, column: str, text: str) -> IncidentDraft:
    for name in ("timeline", "factors", "defences", "actions"):
        records: tuple[Record, ...] = getattr(draft, name)
        if any(one.id == record_id for one in records):
            changed = tuple(
                Record({**one.values, column: text}, one.id) if one.id == record_id else one
                for one in records
            )
            return replace(draft, **{name: changed})  # type: ignore[arg-type]
    return draft
