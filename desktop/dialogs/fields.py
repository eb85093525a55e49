"""Fields of forms: a label above, the control, and below it what is wrong with what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.widgets.buttons import SegmentedControl
from desktop.widgets.labels import Label, Tone
from desktop.widgets.marks import IconMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QWheelEvent

    from desktop.theme import ThemeSource

_LABEL: tuple[str, Tone] = ("meta", "secondary")
_LABEL_GAP = 3
_SUFFIX_GAP = 2
_SUFFIX_EDGE = 9
_CURSOR = 2
_LONGEST_LINE = 1_000_000  # Qt's own limit of 32,767 would cut what was imported
_YES_NO = (("yes", "Yes"), ("no", "No"), ("unknown", "Unknown"))


class Field(QWidget):
    """A labelled control with room for one message below it.

    Attributes:
        control: the widget that is typed into.
        name: the field's name in the domain, for problems.
    """

    def __init__(
        self,
        name: str,
        label: str,
        control: QWidget,
        themes: ThemeSource,
        *,
        is_section: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Put label, control and message into a column; the control is named after the label.

        Args:
            name: the field's name in the domain.
            label: the words above the control.
            control: what is typed into.
            themes: where colours come from.
            is_section: whether the label is the heading of a section of its own.
            parent: Qt parent.
        """
        super().__init__(parent)
        self.name = name
        self.control = control
        self._title = label
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_LABEL_GAP)
        style: tuple[str, Tone] = ("section.form", "primary") if is_section else _LABEL
        self.label = Label(label, themes, style=style[0], tone=style[1])
        self.label.setBuddy(control)
        control.setAccessibleName(label)
        column.addWidget(self.label)
        column.addWidget(control)
        self._message = _Message(themes)
        column.addWidget(self._message)
        self.setFocusProxy(control)

    @property
    def title(self) -> str:
        """The label's words."""
        return self._title

    def set_title(self, title: str) -> None:
        """Put other words above the control, and name it after them."""
        self._title = title
        self.label.setText(title)
        self.control.setAccessibleName(title)

    @property
    def message(self) -> str:
        """What is said below the control; empty when nothing is wrong."""
        return self._message.text if not self._message.isHidden() else ""

    def complain(self, message: str, *, blocking: bool = True) -> None:
        """Say what is wrong; `blocking` draws the border of an error."""
        self._message.say(message, blocking=blocking)
        _mark_invalid(self.control, blocking)
        self.control.setAccessibleDescription(message)

    def clear_complaint(self) -> None:
        """Nothing is wrong any more."""
        self._message.hide()
        _mark_invalid(self.control, False)
        self.control.setAccessibleDescription("")


class _Message(QWidget):
    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.size("space.0.5"))
        self._icon = IconMark(
            themes, "circle-alert", token="danger.text", size=themes.current.size("icon.pill")
        )
        self._label = Label("", themes, style="meta", tone="danger", wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def say(self, message: str, *, blocking: bool) -> None:
        if blocking:
            self._icon.set_icon("circle-alert", "danger.text")
            self._label.set_tone("danger")
        else:
            self._icon.set_icon("triangle-alert", "warning.text")
            self._label.set_tone("warning")
        self._label.setText(message)
        self.show()


def _mark_invalid(control: QWidget, invalid: bool) -> None:
    value = "true" if invalid else "false"
    if control.property("invalid") == value:
        return
    control.setProperty("invalid", value)
    control.style().unpolish(control)
    control.style().polish(control)


class TextEdit(QLineEdit):
    """A line of text, with a quiet suffix inside its right end ("UTC", "EUR")."""

    def __init__(
        self,
        themes: ThemeSource,
        *,
        placeholder: str = "",
        suffix: str = "",
        style: str = "body",
        parent: QWidget | None = None,
    ) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setMaxLength(_LONGEST_LINE)
        self.setFont(themes.current.font(style))
        self.setPlaceholderText(placeholder)
        self._suffix = Label(suffix, themes, style="meta", tone="tertiary", parent=self)
        self._suffix.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_suffix(suffix)
        self.textChanged.connect(self._make_room)

    def set_suffix(self, suffix: str) -> None:
        """Change the words at the right end."""
        self._suffix.setText(suffix)
        self._suffix.adjustSize()
        self._make_room()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @Slot()
    def _make_room(self) -> None:
        """Show the suffix, unless what is typed needs its place."""
        suffix = self._suffix.width() + _SUFFIX_GAP if self._suffix.text() else 0
        typed = self.fontMetrics().horizontalAdvance(self.text())
        fits = typed + suffix + 2 * _SUFFIX_EDGE + _CURSOR <= self.width() or not self.text()
        self._suffix.setVisible(bool(suffix) and fits)
        room = suffix if fits else 0
        if self.textMargins().right() != room:
            self.setTextMargins(0, 0, room, 0)
        left = self.width() - self._suffix.width() - _SUFFIX_EDGE
        self._suffix.move(left, (self.height() - self._suffix.height()) // 2)


class Completion(QObject):
    """Words offered while a line is typed; matches anywhere, whatever the case."""

    def __init__(self, edit: QLineEdit, words: Sequence[str] = ()) -> None:
        """Offer `words` in `edit`."""
        super().__init__(edit)
        self._model = QStringListModel(list(words), self)
        completer = QCompleter(self._model, edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = completer.popup()
        if popup is not None:
            popup.setAccessibleName("Suggestions")
        edit.setCompleter(completer)
        self.completer = completer

    def set_words(self, words: Sequence[str]) -> None:
        """Offer other words."""
        self._model.setStringList(list(words))


class Choice(QComboBox):
    """One of a closed list of words; the first may stand for nothing chosen.

    Signals:
        edited: a person chose.
    """

    edited = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        themes: ThemeSource,
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``(value, words)``."""
        super().__init__(parent)
        self.setFont(themes.current.font("body"))
        for value, words in choices:
            self.addItem(words, value)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self.edited)

    def value(self) -> str:
        """The value chosen."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose without telling; a value that is not offered is added, never lost."""
        found = self.findData(value)
        if found < 0:
            self.addItem(value, value)
            found = self.count() - 1
        self.setCurrentIndex(found)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll: a wheel that passes over must not change what was chosen."""
        event.ignore()


class OpenChoice(QComboBox):
    """A word of the library's list or a new one.

    Signals:
        edited: a person typed or chose.
    """

    edited = Signal()

    def __init__(
        self, themes: ThemeSource, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFont(themes.current.font("body"))
        line = QLineEdit()
        line.setFont(themes.current.font("body"))
        line.setPlaceholderText(placeholder)
        line.setProperty("bare", "true")
        self.setLineEdit(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        completer = QCompleter(self.model(), self)
        self.setCompleter(completer)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        line.textEdited.connect(self.edited)
        self.activated.connect(self.edited)

    def value(self) -> str:
        """The text."""
        return self.currentText().strip()

    def set_value(self, value: str) -> None:
        """Show a text without telling."""
        self.setEditText(value)

    def set_words(self, words: Sequence[str]) -> None:
        """Offer other words, keeping what is typed."""
        typed = self.currentText()
        self.clear()
        self.addItems(list(words))
        self.setEditText(typed)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class YesNoUnknown(SegmentedControl):
    """A fact that may be unknown, which is not the same as no."""

    def __init__(self, themes: ThemeSource, *, name: str, parent: QWidget | None = None) -> None:
        """Start unknown."""
        super().__init__(_YES_NO, themes, name=name, parent=parent)
        self.set_flag(None)

    def flag(self) -> bool | None:
        """True, False, or None for unknown."""
        return {"yes": True, "no": False}.get(self.value())

    def set_flag(self, flag: bool | None) -> None:
        """Show without telling."""
        self.set_value("unknown" if flag is None else "yes" if flag else "no")


def exact_text(edit: QPlainTextEdit) -> str:
    """The text as it was typed. Qt's own `toPlainText` turns no-break spaces into spaces."""
    return edit.document().toRawText().replace("\u2029", "\n")


class ParagraphEdit(QPlainTextEdit):
    """Text of several lines that grows with what is written, within bounds.

    Tab leaves the field, as everywhere in a form.
    """

    def __init__(
        self,
        themes: ThemeSource,
        *,
        placeholder: str = "",
        lines: int = 3,
        most_lines: int = 16,
        style: str = "markdown.source",
        parent: QWidget | None = None,
    ) -> None:
        """Start empty, `lines` high."""
        super().__init__(parent)
        self.setFont(themes.current.font(style))
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self._line = themes.current.line_height(style)
        self._bounds = (lines, most_lines)
        self.textChanged.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        fewest, most = self._bounds
        # In a QPlainTextEdit the document's height is counted in lines as they are wrapped.
        lines = min(max(int(self.document().size().height()), fewest), most)
        self.setFixedHeight(lines * self._line + self._line)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_changed()
