"""Where the parts of the editor stand: outline, form or preview, inspector; and who gives way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.pages.editor.editor_bar import EditorBar
from desktop.widgets.banner import Banner
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.theme import ThemeSource

_ROOM_FOR_INSPECTOR = 1180
_EMPTY, _WRITING, _READING = range(3)


class EditorLayout(QWidget):
    """The parts side by side. Short of room the inspector goes first, then on request the outline.

    Attributes:
        bar: the strip that is there while the inspector is not.
    """

    def __init__(
        self,
        themes: ThemeSource,
        *,
        outline: QWidget,
        form: QWidget,
        preview: QWidget,
        inspector: QWidget,
        notices: Sequence[QWidget],
        parent: QWidget | None = None,
    ) -> None:
        """Lay them out, with nothing shown yet.

        Args:
            themes: where colours come from.
            outline: at the left.
            form: in the middle, while one writes.
            preview: in its place, while one reads.
            inspector: at the right.
            notices: above the form, each hidden while it has nothing to say.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._outline = outline
        self._inspector = inspector
        self._empty = EmptyState(themes)
        self.bar = EditorBar(themes)
        self._banner = Banner(themes)
        self._stack = QStackedWidget()
        for pane in (self._empty, form, preview):
            self._stack.addWidget(pane)
        self._rules = (Rule("upright"), Rule("upright"), Rule("subtle"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(outline)
        row.addWidget(self._rules[0])
        row.addWidget(self._middle(notices), 1)
        row.addWidget(self._rules[1])
        row.addWidget(inspector)
        self.bar.inspector_toggled.connect(self._share_room)

    @property
    def is_reading(self) -> bool:
        """Whether the preview stands in the form's place."""
        return self._stack.currentIndex() == _READING

    def show_form(self) -> None:
        """Let one write."""
        self._stack.setCurrentIndex(_WRITING)

    def show_preview(self) -> None:
        """Let one read."""
        self._stack.setCurrentIndex(_READING)

    def show_nothing(self, reason: str = "") -> None:
        """Show no incident: it is being read, or cannot be edited for a reason."""
        if reason:
            self._empty.say("This incident cannot be edited", reason, icon="file-text")
        self._empty.setVisible(bool(reason))
        self._stack.setCurrentIndex(_EMPTY)

    def say(self, reason: str) -> None:
        """Say above the form why it cannot be changed; nothing where it can."""
        if reason:
            self._banner.say(reason)
        else:
            self._banner.clear()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _middle(self, notices: Sequence[QWidget]) -> QWidget:
        middle = QWidget()
        middle.setObjectName("raised")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self._rules[2], self._banner, *notices):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        return middle

    @Slot()
    def _share_room(self) -> None:
        has_room = self.width() >= _ROOM_FOR_INSPECTOR
        asked_for = self.bar.inspector.isChecked()
        self._inspector.setVisible(has_room or asked_for)
        self._rules[1].setVisible(has_room or asked_for)
        self._outline.setVisible(has_room or not asked_for)
        self._rules[0].setVisible(has_room or not asked_for)
        self.bar.setVisible(not has_room)
        self._rules[2].setVisible(not has_room)
