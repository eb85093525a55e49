"""The small window below a marked passage: why it is marked, how to say it, or why it stays."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.dialogs.fields import TextEdit
from desktop.widgets.buttons import Button
from desktop.widgets.key_hint import KeyHint
from desktop.widgets.marks import IconMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.theme import ThemeSource
    from models.blameless.hints import Hint

_WIDTH = 556
_LEAST_WIDTH = 320
_GAP = 4
_FIRST_SENTENCE = re.compile(r"(.+?[.!?])\s+(.*)", re.DOTALL)


class HintPopover(QFrame):
    """One hint. Nothing waits for an answer: typing goes on below it, and Esc closes it.

    Attributes:
        rewrite: the button that selects the words.
        keep: the button that asks for a reason.
        reason: where the reason is typed.
        confirm: the button that keeps the words.
        back: the button that leaves the question.

    Signals:
        rewrite_chosen: `Hint` whose words a person wants to type over.
        kept: (`Hint`, reason) that the words stay.
        closed: it was closed by key; the text gets the keyboard.
    """

    rewrite_chosen = Signal(object)
    kept = Signal(object, str)
    closed = Signal()

    def __init__(self, themes: ThemeSource, edit: QWidget) -> None:
        """Belong to the field `edit`; hidden until `show_hint`."""
        super().__init__(edit)
        self._themes = themes
        self._edit = edit
        self._hint: Hint | None = None
        self.setObjectName("popup")
        self.setAccessibleName("Blameless hint")
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setFont(themes.current.font("body"))
        self._words.setWordWrap(True)
        self.reason = TextEdit(themes, placeholder="Why do these words stay?")
        self.reason.setAccessibleName("Why these words stay")
        self.rewrite = Button("Rewrite", themes, small=True)
        self.keep = Button("Keep, with a reason", themes, small=True)
        self.confirm = Button("Keep", themes, kind="primary", small=True)
        self.back = Button("Back", themes, kind="ghost", small=True)
        self._next = KeyHint("Alt Enter", themes)
        self._lay_out(themes)
        self.rewrite.clicked.connect(self._on_rewrite)
        self.keep.clicked.connect(self._on_keep)
        self.confirm.clicked.connect(self._on_confirm)
        self.back.clicked.connect(self._on_back)
        self.reason.returnPressed.connect(self._on_confirm)
        self.reason.textChanged.connect(self._on_reason_changed)
        self.hide()

    @property
    def hint(self) -> Hint | None:
        """The hint that is shown."""
        return self._hint if not self.isHidden() else None

    @property
    def text(self) -> str:
        """What it says, without markup."""
        return re.sub(r"<[^>]+>", "", self._words.text())

    def is_open(self) -> bool:
        """Whether it can be seen."""
        return not self.isHidden()

    def show_hint(self, hint: Hint, passage: QRect) -> None:
        """Explain a hint below its passage.

        Args:
            hint: what to explain.
            passage: where the passage is in the field's viewport.
        """
        self._hint = hint
        self.reason.clear()
        self._ask(for_reason=False)
        self._words.setText(_explained(hint))
        self.setAccessibleDescription(self.text)
        self._place(passage)

    def follow(self, hints: Sequence[Hint]) -> None:
        """The text was read again: stay with the hint as it is now, or close when it is gone."""
        open_hint = self.hint
        if open_hint is None or open_hint in hints:
            return
        same = (one for one in hints if (one.rule, one.text) == (open_hint.rule, open_hint.text))
        self._hint = min(same, key=lambda one: abs(one.start - open_hint.start), default=None)
        if self._hint is None:
            self.hide()

    def advise(self, passage: QRect) -> None:
        """While the passage is selected: only say how it could be said."""
        if self._hint is None:
            return
        self._words.setText(f"<b>Type over it.</b> {escape(self._hint.rewrite)}")
        for one in (self.rewrite, self.keep, self._next):
            one.hide()
        self._place(passage)

    def take_key(self, event: QKeyEvent) -> bool:
        """Esc closes, Tab goes to its buttons; any other key is the text's."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_by_key()
            return True
        if event.key() == Qt.Key.Key_Tab and self.rewrite.isVisible():
            self.rewrite.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_by_key()
            return
        super().keyPressEvent(event)

    def close_by_key(self) -> None:
        """Hide and give the keyboard back."""
        self.hide()
        self.closed.emit()

    def _lay_out(self, themes: ThemeSource) -> None:
        theme = themes.current
        icon = IconMark(themes, "lightbulb", token="warning.text")
        row = QHBoxLayout()
        row.setSpacing(theme.size("space.1"))
        for button in (self.rewrite, self.keep, self.confirm, self.back):
            row.addWidget(button)
        row.addWidget(self._next)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(theme.size("space.1"))
        column.addWidget(self._words)
        column.addWidget(self.reason)
        column.addLayout(row)
        outer = self._layout = QHBoxLayout(self)
        outer.setContentsMargins(14, 11, 14, 10)
        outer.setSpacing(theme.size("space.1"))
        outer.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(column, 1)

    def _ask(self, *, for_reason: bool) -> None:
        for one in (self.rewrite, self.keep, self._next):
            one.setVisible(not for_reason)
        for other in (self.reason, self.confirm, self.back):
            other.setVisible(for_reason)
        self.confirm.setEnabled(False)

    def _place(self, passage: QRect) -> None:
        host = _host_of(self._edit)
        if self.parentWidget() is not host:
            self.setParent(host)
        width = max(_LEAST_WIDTH, min(_WIDTH, host.width() - 2 * _GAP))
        self.setFixedWidth(width)
        self._resize()
        below = self._edit.mapTo(host, QPoint(passage.left() - 20, passage.bottom() + _GAP))
        left = max(_GAP, min(below.x(), host.width() - width - _GAP))
        self.move(left, below.y())
        self.show()
        self.raise_()

    def _resize(self) -> None:
        self.setFixedHeight(self._layout.totalHeightForWidth(self.width()))

    @Slot()
    def _on_rewrite(self) -> None:
        if self._hint is not None:
            self.rewrite_chosen.emit(self._hint)

    @Slot()
    def _on_keep(self) -> None:
        self._ask(for_reason=True)
        self._resize()
        self.reason.setFocus()

    @Slot()
    def _on_back(self) -> None:
        self._ask(for_reason=False)
        self._resize()
        self.keep.setFocus()

    @Slot()
    def _on_reason_changed(self) -> None:
        self.confirm.setEnabled(bool(self.reason.text().strip()))

    @Slot()
    def _on_confirm(self) -> None:
        reason = self.reason.text().strip()
        if self._hint is not None and reason:
            self.kept.emit(self._hint, reason)
            self.close_by_key()


def _explained(hint: Hint) -> str:
    """The finding in bold, how to say it, and what is behind it. All of it is plain text."""
    parts = _FIRST_SENTENCE.fullmatch(hint.why)
    first, rest = (parts[1], parts[2]) if parts else (hint.why, "")
    behind = f" {escape(rest)}" if rest else ""
    return f"<b>{escape(first)}</b> {escape(hint.rewrite)}{behind}"


def _host_of(edit: QWidget) -> QWidget:
    """What the popover lies on: what scrolls with the text, or the window."""
    above = edit.parentWidget()
    while above is not None:
        inner = above.widget() if isinstance(above, QScrollArea) else None
        if inner is not None:
            return inner
        above = above.parentWidget()
    return edit.window()
