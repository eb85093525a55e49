"""Ctrl+Z over the whole form: inside a text first what was typed there, then field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.pages.editor.undo import DraftHistory, changed_field

if TYPE_CHECKING:
    from desktop.pages.editor.form import IncidentForm

_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_ASKED = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class FormUndo(QObject):
    """Keeps the states of a form and shows them again.

    A text of several lines undoes by itself what was typed since it was entered: that is finer
    than any state of the form. All else, and what lies before, is undone here.

    Signals:
        restored: another state stands in the form.
        left: the keyboard left a field.
    """

    restored = Signal()
    left = Signal()

    def __init__(self, form: IncidentForm) -> None:
        """Follow the form's keyboard."""
        super().__init__(form)
        self._form = form
        self._history = DraftHistory()
        self._is_dirty = False
        self._watched: QWidget | None = None
        form.edited.connect(self._on_edited)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def start(self) -> None:
        """Begin with what stands in the form; nothing of another incident can come back."""
        self._is_dirty = False
        self._history.start(self._form.draft())

    @Slot()
    def record(self) -> None:
        """Keep what stands in the form, if it was edited since the last state."""
        if self._is_dirty:
            self._is_dirty = False
            self._history.record(self._form.draft())

    def take(self) -> None:
        """Keep what stands in the form now, which nobody typed here."""
        self._is_dirty = True
        self.record()

    @Slot()
    def undo(self) -> None:
        """Show the state before."""
        self._go(forward=False)

    @Slot()
    def redo(self) -> None:
        """Show the state that was undone last."""
        self._go(forward=True)

    def _go(self, *, forward: bool) -> None:
        if self._form.is_read_only:
            return
        self._form.finish_editing()
        before = self._form.draft()
        history = self._history
        after = history.redo(before) if forward else history.undo(before)
        if after is None:
            return
        self._is_dirty = False
        self._form.set_draft(after)
        self._form.go_to(*changed_field(before, after))
        self.restored.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide who undoes: the text that has the keyboard, or the form."""
        if event.type() not in _ASKED or not isinstance(event, QKeyEvent):
            return False
        key = next((one for one in _KEYS if event.matches(one)), None)
        if key is None:
            return False
        if _can_itself(watched, key):
            if event.type() is QEvent.Type.KeyPress:
                self._history.undone_inside()
                self._is_dirty = True
            return False
        # Not accepted here, the key goes on to the page's own shortcut.
        event.ignore()
        return True

    @Slot()
    def _on_edited(self) -> None:
        self._is_dirty = True

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self.record()
            if isinstance(self._watched, QPlainTextEdit):
                # What was typed in it is a state of the form from here on.
                self._watched.document().clearUndoRedoStacks()
            self._watched.destroyed.disconnect(self._on_destroyed)
            self._watched = None
            self.left.emit()
        if new is None or not self._form.isAncestorOf(new) or _is_cell_editor(new):
            return
        self._watched = new
        new.destroyed.connect(self._on_destroyed)
        new.installEventFilter(self)
        if isinstance(new, QPlainTextEdit):
            self._history.begin_visit()

    @Slot()
    def _on_destroyed(self) -> None:
        self._watched = None


def _can_itself(widget: QObject, key: QKeySequence.StandardKey) -> bool:
    if not isinstance(widget, QPlainTextEdit):
        return False
    document = widget.document()
    if key is QKeySequence.StandardKey.Undo:
        return document.isUndoAvailable()
    return document.isRedoAvailable()


def _is_cell_editor(widget: QWidget) -> bool:
    """Whether it is open inside a table: it undoes by itself and is no state until it is left."""
    parent: QWidget | None = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractItemView):
            return widget is not parent
        parent = parent.parentWidget()
    return False
