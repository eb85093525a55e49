"""The parts that the inspector is stacked from: its head with the buttons, and lists of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.pages.editor.inspector_line import EDGE, LineButton
from desktop.widgets.buttons import Button
from desktop.widgets.labels import ClampedLabel, ElidedLabel, Label, Rule
from desktop.widgets.marks import IconMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.pages.editor.inspector_contents import InspectorContents
    from desktop.pages.editor.inspector_line import InspectorLine
    from desktop.pages.editor.save_state import SaveState
    from desktop.theme import ThemeSource

_HEAD = 55
_LINK_PAD = 4
_ICONS = {
    "saved": ("check", "success.text"),
    "unsaved": ("pencil", "text.secondary"),
    "saving": ("save", "text.secondary"),
    "not readable yet": ("triangle-alert", "warning.text"),
    "kept here only": ("triangle-alert", "warning.text"),
    "conflict": ("circle-alert", "danger.text"),
    "failed": ("circle-alert", "danger.text"),
}


class InspectorHead(QWidget):
    """How well it is kept, Preview, and the step that comes next."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._icon = IconMark(themes, "check", token="success.text", size=14)
        self._text = ElidedLabel("", themes, weight=500)
        self._detail = ClampedLabel("", themes, style="meta", tone="secondary")
        self.preview = Button("Preview", themes)
        self.publish = Button("Publish…", themes)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self._icon)
        first.addWidget(self._text, 1)
        state = QVBoxLayout()
        state.setSpacing(0)
        state.addStretch(1)
        state.addLayout(first)
        state.addWidget(self._detail)
        state.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(themes.current.size("space.1"))
        row.addLayout(state, 1)
        row.addWidget(self.preview)
        row.addWidget(self.publish)
        self.setFixedHeight(_HEAD)

    def show_save_state(self, state: SaveState) -> None:
        """Show how well what was typed is kept; the whole detail is in the tooltip."""
        icon, token = _ICONS[state.kind]
        self._icon.set_icon(icon, token)
        self._text.setText(state.text)
        self._detail.setText(state.detail)
        self.setAccessibleName(f"{state.text}. {state.detail}".strip())

    def show_stage(self, contents: InspectorContents) -> None:
        """Name the next step; publishing looks blocked while a check is left, but says which."""
        closed = contents.stage in ("final", "waived")
        self.publish.setText("Reopen…" if closed else "Publish…")
        blocked = bool(contents.left) and not closed
        kind = "default" if blocked or closed else "primary"
        tip = "\n".join(one.text for one in contents.left) if blocked else ""
        self.publish.setToolTip(f"Left to do:\n{tip}" if tip else "")
        self.publish.setAccessibleDescription(f"Left to do: {tip}" if tip else "")
        wanted = ("true" if blocked else "false", kind)
        if wanted == (self.publish.property("blocked"), self.publish.property("kind")):
            return
        self.publish.setProperty("blocked", wanted[0])
        self.publish.setProperty("kind", wanted[1])
        self.publish.style().unpolish(self.publish)
        self.publish.style().polish(self.publish)


class InspectorSection(QWidget):
    """A label with a quiet note, lines below it, perhaps a few buttons, and a rule.

    Signals:
        pressed: `InspectorLine` that was clicked.
        menu_wanted: (`InspectorLine`, global point) for its menu.
    """

    pressed = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self,
        title: str,
        themes: ThemeSource,
        *,
        right: QWidget | None = None,
        is_part: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Start without lines.

        Args:
            title: the label.
            themes: where colours come from.
            right: a control in place of the note.
            is_part: whether it belongs to the section above: no rule between them.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._themes = themes
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lines: list[LineButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if not is_part:
            column.addWidget(Rule("subtle"))
        column.addSpacing(4 if is_part else 8)
        column.addLayout(self._make_head(title, right, is_part=is_part))
        column.addSpacing(2)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(EDGE + 18, 2, EDGE, 0)
        self._buttons.setSpacing(themes.current.size("space.1"))
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        column.addSpacing(10)

    def _make_head(self, title: str, right: QWidget | None, *, is_part: bool) -> QHBoxLayout:
        head = QHBoxLayout()
        # A link has room around its words, which end where the notes of other sections do.
        head.setContentsMargins(EDGE, 0, EDGE - (_LINK_PAD if right is not None else 0), 0)
        label = Label(
            title, self._themes, style="meta", weight=None if is_part else 600, tone="secondary"
        )
        label.setFixedHeight(22)
        self._note = ElidedLabel("", self._themes, style="meta", tone="tertiary")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(label)
        head.addWidget(self._note, 1)
        if right is not None:
            head.addWidget(right)
        return head

    @property
    def lines(self) -> list[InspectorLine]:
        """What is shown."""
        return [one.line for one in self._lines if not one.isHidden()]

    @property
    def widgets(self) -> list[LineButton]:
        """The widgets of the lines."""
        return [one for one in self._lines if not one.isHidden()]

    def add_button(self, text: str) -> Button:
        """A quiet button below the lines."""
        button = Button(text, self._themes, kind="link")
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def show_lines(self, note: str, lines: Sequence[InspectorLine]) -> None:
        """Show these lines; widgets are kept, so that the keyboard stays where it is."""
        self._note.setText(note)
        while len(self._lines) < len(lines):
            self._add_line(lines[len(self._lines)])
        for place, widget in enumerate(self._lines):
            widget.setVisible(place < len(lines))
            if place < len(lines) and widget.line != lines[place]:
                widget.show_line(lines[place])

    def _add_line(self, line: InspectorLine) -> None:
        widget = LineButton(line, self._themes)
        widget.clicked.connect(lambda: self.pressed.emit(widget.line))
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(
            lambda point: self.menu_wanted.emit(widget.line, widget.mapToGlobal(point))
        )
        self._lines.append(widget)
        self._list.addWidget(widget)
