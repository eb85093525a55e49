"""The one search field: mono text, field names in the accent colour, clear button, Ctrl+K."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QPainter, QTextCharFormat
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.widgets.buttons import Button
from desktop.widgets.key_hint import KeyHint
from desktop.widgets.painting import paint_focus, paint_rounded
from search.query.lexer import TokenKind, tokenise

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

TYPING_MS = 60
_HEIGHT = 32
_ICON_LEFT = 10
_TEXT_LEFT = 26


class _Line(QLineEdit):
    """The text itself. Hands the keys of a list below on, and colours field names.

    Signals:
        key_offered: a key press that the palette may take.
    """

    key_offered = Signal(object)
    focus_changed = Signal(bool)

    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setProperty("bare", "true")
        self.setFrame(False)
        self.textChanged.connect(self._choose_font)
        self.textChanged.connect(self.colour_fields)
        # A style sheet that is set anew brings back the font of the first one.
        themes.changed.connect(self._choose_font)
        themes.changed.connect(self.colour_fields)
        self._choose_font()

    @Slot()
    def _choose_font(self) -> None:
        """A query is code and set in mono; the words of an empty field are not."""
        style = "search" if self.text() else "body"
        self.setFont(self._themes.current.font(style))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._offer(event):
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focus_changed.emit(event.type() == QEvent.Type.FocusIn)
        if event.type() == QEvent.Type.KeyPress:
            # Tab would go on to the next control before it ever came to `keyPressEvent`.
            pressed: QKeyEvent = event  # type: ignore[assignment]
            if pressed.key() == Qt.Key.Key_Tab and self._offer(pressed):
                return True
        return super().event(event)

    def _offer(self, event: QKeyEvent) -> bool:
        event.setAccepted(False)
        self.key_offered.emit(event)
        taken = event.isAccepted()
        # A key that nobody took is the field's own; unaccepted, it would go to its parents too.
        event.setAccepted(True)
        return taken

    @Slot()
    def colour_fields(self) -> None:
        """Paint ``service:`` and its like in the accent colour.

        A line edit takes text formats only the way an input method gives them.
        """
        form = QTextCharFormat()
        form.setForeground(self._themes.current.color("accent.text"))
        kind = QInputMethodEvent.AttributeType.TextFormat
        cursor = self.cursorPosition()
        spans = [
            QInputMethodEvent.Attribute(kind, start - cursor, end - start, form)
            for start, end in field_spans(self.text())
        ]
        QCoreApplication.sendEvent(self, QInputMethodEvent("", spans))


def field_spans(query: str) -> list[tuple[int, int]]:
    """Where the names of fields stand in a query, their colons included."""
    return [
        (token.start, query.index(":", token.start) + 1)
        for token in tokenise(query)
        if token.kind is TokenKind.FILTER
    ]


class SearchField(QFrame):
    """The field in the top bar.

    Signals:
        edited: a person changed the text, just now.
        typed: the text, shortly after the last keystroke of a person.
        cursor_left: the cursor went elsewhere without the text being changed.
        submitted: (text) Enter was pressed and no list took it.
        key_offered: a key press that the palette may take by accepting it.
        focus_changed: whether the keyboard is here.
    """

    edited = Signal()
    cursor_left = Signal()
    typed = Signal(str)
    submitted = Signal(str)
    key_offered = Signal(object)
    focus_changed = Signal(bool)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        theme = themes.current
        self.setMaximumWidth(theme.size("search.width"))
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._line = _Line(themes, self)
        self._line.setAccessibleName("Search incidents, actions and commands")
        self._line.setPlaceholderText("Search incidents, actions and commands")
        self._clear = Button("", themes, icon_name="x", kind="ghost", small=True, name="Clear")
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint = KeyHint("Ctrl K", themes)
        row = QHBoxLayout(self)
        row.setContentsMargins(_ICON_LEFT + _TEXT_LEFT - 2, 2, 8, 2)
        row.setSpacing(4)
        row.addWidget(self._line, 1)
        row.addWidget(self._clear)
        row.addWidget(self._hint)
        self.setFocusProxy(self._line)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(lambda: self.typed.emit(self.text()))
        self._clear.clicked.connect(self._on_clear)
        self._line.textEdited.connect(self._on_edited)
        self._line.cursorPositionChanged.connect(self._on_cursor_moved)
        self._known = ("", 0)
        self._line.textChanged.connect(self._show_clear)
        self._line.returnPressed.connect(self._on_return)
        self._line.key_offered.connect(self.key_offered)
        self._line.focus_changed.connect(self._on_focus_changed)
        themes.changed.connect(self.update)
        self._show_clear()

    def text(self) -> str:
        """What the field holds."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Show a text without telling `typed`."""
        if text != self._line.text():
            self._pause.stop()
            self._line.setText(text)

    def cursor_place(self) -> int:
        """Where in the text the cursor stands."""
        return self._line.cursorPosition()

    def place_of(self, at: int) -> int:
        """How far from the field's left edge a place in the text is, in logical pixels."""
        left = self._line.x() + self._line.fontMetrics().horizontalAdvance(self.text()[:at])
        return min(left, self.width())

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of another, as if it had been typed."""
        self._line.setSelection(start, end - start)
        self._line.insert(text)
        self._on_edited()

    def select_all(self) -> None:
        """Select what is there, so that typing replaces it."""
        self._line.selectAll()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.current
        painter = QPainter(self)
        box = QRectF(self.rect())
        radius = theme.size("radius.control")
        fill = theme.color("bg.raised")
        paint_rounded(painter, box, fill, radius, theme.color("border.control"))
        if self._line.hasFocus():
            paint_focus(painter, theme, box, radius)
        side = theme.size("icon")
        place = QRectF(_ICON_LEFT, 0, side, box.height())
        paint_icon(painter, place, "search", theme.color("text.secondary"))
        painter.end()

    @Slot()
    def _show_clear(self) -> None:
        has_text = bool(self._line.text())
        self._clear.setVisible(has_text)
        self._hint.setVisible(not has_text)

    @Slot()
    def _on_edited(self) -> None:
        self._known = (self.text(), self.cursor_place())
        self._pause.start()
        self.edited.emit()

    @Slot()
    def _on_cursor_moved(self) -> None:
        """Typing moves it too, before or after the text is told."""
        text, cursor = self._known
        if self.text() == text and self.cursor_place() != cursor:
            self.cursor_left.emit()

    @Slot()
    def _on_clear(self) -> None:
        self._line.clear()
        self._line.setFocus()
        self._pause.stop()
        self.typed.emit("")

    @Slot()
    def _on_return(self) -> None:
        self._pause.stop()
        self.submitted.emit(self.text())

    @Slot(bool)
    def _on_focus_changed(self, focused: bool) -> None:
        self.update()
        self.focus_changed.emit(focused)
