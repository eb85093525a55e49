"""Where the parts of the editor stand: outline, form or preview, inspector; and who gives way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.pages.editor.editor_bar import EditorBar
from desktop.widgets.banner import Banner
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import HAIRLINE, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.preferences import Preferences
    from desktop.theme import ThemeSource

_NAME = "editor"
"""Under which the widths are kept."""
_OUTLINE = (168, 204, 340)
"""Least, usual and greatest width of the outline in logical pixels."""
_INSPECTOR = (292, 316, 520)
_FORM_LEAST = 520
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
        preferences: Preferences | None = None,
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
            preferences: keeps the widths; None for nobody.
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
        self._rule = Rule("subtle")
        self._preferences = preferences
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(HAIRLINE)
        middle = self._middle(notices)
        middle.setMinimumWidth(_FORM_LEAST)
        for place, part in enumerate((outline, middle, inspector)):
            self._split.addWidget(part)
            self._split.setStretchFactor(place, place % 2)
        self._set_widths()
        self._split.splitterMoved.connect(self._on_moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._split)
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

    def _set_widths(self) -> None:
        """As they were left; the form has what the others leave."""
        kept = self._preferences.panes(_NAME) if self._preferences is not None else ()
        whole = len(kept) == 2  # or another version wrote it
        outline, inspector = kept if whole else (_OUTLINE[1], _INSPECTOR[1])
        for part, (least, _usual, most) in (
            (self._outline, _OUTLINE),
            (self._inspector, _INSPECTOR),
        ):
            part.setMinimumWidth(least)
            part.setMaximumWidth(most)
        self._split.setSizes([outline, _FORM_LEAST, inspector])

    @Slot()
    def _on_moved(self) -> None:
        """Only a person moves a handle; a part that is hidden keeps the width that it had."""
        if self._preferences is None:
            return
        outline, _form, inspector = self._split.sizes()
        kept = self._preferences.panes(_NAME) or (_OUTLINE[1], _INSPECTOR[1])
        self._preferences.set_panes(_NAME, (outline or kept[0], inspector or kept[-1]))

    def _middle(self, notices: Sequence[QWidget]) -> QWidget:
        middle = QWidget()
        middle.setObjectName("raised")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self._rule, self._banner, *notices):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        return middle

    @Slot()
    def _share_room(self) -> None:
        has_room = self.width() >= _ROOM_FOR_INSPECTOR
        asked_for = self.bar.inspector.isChecked()
        self._inspector.setVisible(has_room or asked_for)
        self._outline.setVisible(has_room or not asked_for)
        self.bar.setVisible(not has_room)
        self._rule.setVisible(not has_room)
