"""Several words in one field: services, tags, people. Each is a chip; typing adds one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.dialogs.fields import Completion, TextEdit
from desktop.widgets.chip import QueryChip
from desktop.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.theme import ThemeSource


def as_typed(word: str) -> str:
    """The word with its spaces tidied."""
    return " ".join(word.split())


_WORD = re.compile(r'\s*"(?P<whole>[^"]*)"\s*(?=,|$)|(?P<plain>[^,]*)')
_OPEN_QUOTE = re.compile(r'(?:^|,)\s*"[^"]*$')


def parted(text: str) -> tuple[str, ...]:
    """The words of a line, parted by commas; one that has a comma itself stands in quotes."""
    found: list[str] = []
    place = 0
    while place <= len(text):
        match = _WORD.match(text, place)
        if match is None:
            break
        found.append(as_typed(match["whole"] if match["whole"] is not None else match["plain"]))
        place = match.end() + 1
    return tuple(dict.fromkeys(one for one in found if one))


def joined(words: Sequence[str]) -> str:
    """Words as one line shows them; `parted` gives them back."""
    return ", ".join(f'"{one}"' if "," in one and '"' not in one else one for one in words)


def is_quoting(text: str) -> bool:
    """Whether a line ends inside a quoted word: a comma there parts nothing."""
    return _OPEN_QUOTE.search(text) is not None


class WordsEdit(QFrame):
    """Chips over a line; Enter, Tab or a comma adds what is typed, Backspace takes the last one.

    Signals:
        edited: the words changed, or what is being typed.
    """

    edited = Signal()

    def __init__(
        self,
        themes: ThemeSource,
        *,
        name: str,
        placeholder: str,
        tidy: Callable[[str], str] = as_typed,
        shown: Callable[[str], str] = as_typed,
        parent: QWidget | None = None,
    ) -> None:
        """Start with no words.

        Args:
            themes: where colours come from.
            name: what the words are, for a screen reader.
            placeholder: shown in the empty line.
            tidy: makes a typed word uniform (``lead`` to ``@lead``).
            shown: what a chip says of its word, where that is shorter; the whole is its tip.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._themes = themes
        self._tidy = tidy
        self._shown = shown
        self._words: list[str] = []
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.0.5"))
        self._chips = QWidget()
        self._chips.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(self._chips, spacing=themes.current.size("space.0.5"))
        self._chips.hide()
        self.line = TextEdit(themes, placeholder=placeholder)
        self.line.setAccessibleName(f"Add {name.lower()}")
        self._completion = Completion(self.line)
        self._completion.completer.activated.connect(
            self._on_completed, Qt.ConnectionType.QueuedConnection
        )
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(self._take_typed)
        self.line.installEventFilter(self)
        column.addWidget(self._chips)
        column.addWidget(self.line)
        self.setFocusProxy(self.line)

    def words(self) -> tuple[str, ...]:
        """The words, with what still stands in the line."""
        typed = [self._tidy(one) for one in parted(self.line.text())]
        found = [*self._words, *(one for one in typed if one)]
        return tuple(dict.fromkeys(found))

    def set_words(self, words: Sequence[str]) -> None:
        """Show other words without telling."""
        self._words = list(words)
        self.line.clear()
        self._rebuild()

    def set_known(self, words: Sequence[str]) -> None:
        """Offer words while typing."""
        self._completion.set_words(words)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.KeyPress:
            return isinstance(event, QKeyEvent) and self._take_key(event)
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        typed = bool(self.line.text().strip())
        adds = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_comma = event.key() == Qt.Key.Key_Comma and not is_quoting(self.line.text())
        if typed and (event.key() in adds or is_comma):
            self._take_typed()
            return True
        if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._words:
            self._remove(self._words[-1])
            return True
        return False

    @Slot()
    def _take_typed(self) -> None:
        if not self.line.text().strip():
            return
        self._words = list(self.words())
        self.line.clear()
        self._rebuild()
        self.edited.emit()

    @Slot()
    def _on_completed(self) -> None:
        self._take_typed()

    def _remove(self, word: str) -> None:
        self._words.remove(word)
        self._rebuild()
        self.edited.emit()
        self.line.setFocus()

    def _rebuild(self) -> None:
        self._flow.clear()
        for word in self._words:
            shown = self._shown(word)
            chip = QueryChip(shown, self._themes)
            chip.setAccessibleName(f"{word}, remove")
            chip.setToolTip("Remove" if shown == word else f"{word}: remove")
            chip.removed.connect(lambda word=word: self._remove(word))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._words))
        self.updateGeometry()
