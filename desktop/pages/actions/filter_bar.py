"""Above the register: chips that write the query, the query itself, what was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.dialogs.fields import TextEdit
from desktop.icons import icon
from desktop.pages.actions.register import Filter
from desktop.widgets.chip import FilterChip, QueryChip
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.labels import Label
from search.actions.query_text import has_term, toggle_term
from search.actions.words import ACTION_FIELDS
from search.query_text import quoted, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.pages.actions.register import Register
    from desktop.theme import ThemeSource
    from search.results import Chip

_ICONS = {
    Filter.OVERDUE: "triangle-alert",
    Filter.DUE_THIS_WEEK: "clock",
    Filter.NO_OWNER: "user-x",
    Filter.NO_DUE_DATE: "calendar-x",
    Filter.SLIPPED: "calendar-clock",
    Filter.NO_EVIDENCE: "circle-question-mark",
    Filter.NOT_PUSHED: "upload",
    Filter.CONFLICT: "git-compare",
}
_SELDOM = {Filter.SLIPPED, Filter.NO_EVIDENCE, Filter.NOT_PUSHED, Filter.CONFLICT}
_PLACEHOLDER = "Filter:  owner:@ana  due:<2w  service:payments  or words"
_PAUSE_MS = 150
_LEAST_WIDTH = 260


class PartCompleter(QCompleter):
    """Completes the last part of a query and leaves the others as they are."""

    def __init__(self, words: Sequence[str], edit: QLineEdit) -> None:
        """Offer `words` in `edit`."""
        super().__init__(list(words), edit)
        self._edit = edit
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = self.popup()
        if popup is not None:
            popup.setAccessibleName("Suggestions")

    def offer(self, people: Sequence[str], services: Sequence[str]) -> None:
        """Offer names of the library too."""
        words = [f"{name}:" for name in ACTION_FIELDS]
        words += [f"owner:{quoted(one)}" for one in people]
        words += [f"service:{quoted(one)}" for one in services]
        self.setModel(QStringListModel(words, self))

    @override
    def splitPath(self, path: str) -> list[str]:
        return [path.rsplit(" ", 1)[-1].lstrip("-(")]

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        text = self._edit.text()
        last = text.rsplit(" ", 1)[-1].lstrip("-(")
        return text[: len(text) - len(last)] + super().pathFromIndex(index)


class FilterBar(QWidget):
    """Edits one query. The text is the truth; a chip is on while its part stands in it.

    Signals:
        query_changed: the whole query, when a person changed it.
    """

    query_changed = Signal(str)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it for an empty query."""
        super().__init__(parent)
        self._themes = themes
        self._query = ""
        self._parts: list[QueryChip] = []
        self.edit = TextEdit(themes, placeholder=_PLACEHOLDER)
        self.edit.setAccessibleName("Filter action items")
        self.edit.setToolTip(_help())
        self.edit.setMinimumWidth(_LEAST_WIDTH)
        self.edit.setClearButtonEnabled(True)
        glass = QAction(icon("search", themes.current.color("text.tertiary")), "Filter", self)
        self.edit.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.completer = PartCompleter([f"{name}:" for name in ACTION_FIELDS], self.edit)
        self.edit.setCompleter(self.completer)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_typed)
        self.edit.textEdited.connect(self._pause.start)
        self.edit.returnPressed.connect(self._on_typed)
        self.edit.textChanged.connect(self._on_text_changed)
        self._note = Label("", themes, style="meta", tone="warning")
        self._note.hide()
        self.tools = QHBoxLayout()
        self.tools.setSpacing(themes.current.size("space.1"))
        line = QHBoxLayout()
        line.setSpacing(themes.current.size("space.1"))
        line.addWidget(self.edit, 1)
        line.addLayout(self.tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        column.addWidget(self._make_chips())
        column.addLayout(line)
        column.addWidget(self._note)

    def show_register(self, register: Register, query: str) -> None:
        """Show the counts, and the query unless it is being typed."""
        self._query = query
        if not self._pause.isActive() and self.edit.text().strip() != query:
            self.edit.setText(query)
        for one, chip in self.chips.items():
            chip.set_count(register.counts[one])
            chip.setChecked(has_term(query, one.term))
            if one in _SELDOM:
                chip.setVisible(bool(register.counts[one]) or chip.isChecked())
        self._show_parts(register.chips)
        self._note.setText(register.note)
        self._note.setVisible(bool(register.note))

    def toggle(self, one: Filter) -> None:
        """Put a chip's part into the query, or take it out."""
        self._change(toggle_term(self._query, one.term))

    def _make_chips(self) -> QWidget:
        holder = QWidget()
        self._flow = FlowLayout(holder, spacing=self._themes.current.size("space.1"))
        self.chips: dict[Filter, FilterChip] = {}
        for one in Filter:
            chip = FilterChip(one.value, self._themes, icon_name=_ICONS.get(one, ""), count=0)
            chip.clicked.connect(lambda _on=False, one=one: self.toggle(one))
            # Shown before it has a parent it would be a window of its own, with the keyboard.
            if one in _SELDOM:
                chip.hide()
            self._flow.addWidget(chip)
            self.chips[one] = chip
        policy = holder.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._holder = holder
        return holder

    def _show_parts(self, chips: tuple[Chip, ...]) -> None:
        """The parts of the query that no chip of its own stands for."""
        for old in self._parts:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._parts = []
        terms = [one.term for one in Filter]
        for chip in chips:
            if any(has_term(chip.text, term) for term in terms):
                continue
            part = QueryChip(chip.label, self._themes, self._holder)
            part.removed.connect(lambda chip=chip: self._change(without(self._query, chip)))
            self._flow.addWidget(part)
            part.show()
            self._parts.append(part)
        self._holder.updateGeometry()

    def _change(self, query: str) -> None:
        self._pause.stop()
        self._query = query
        self.edit.setText(query)
        self.query_changed.emit(query)

    @Slot()
    def _on_typed(self) -> None:
        self._pause.stop()
        query = self.edit.text().strip()
        if query != self._query:
            self._query = query
            self.query_changed.emit(query)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        """The clear button and a completion change the text without a key."""
        if text.strip() != self._query and not self._pause.isActive():
            self._pause.start()


def _help() -> str:
    return "\n".join(f"{name}:  {takes}" for name, takes in ACTION_FIELDS.items())
