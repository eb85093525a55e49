"""The results column: chips of the query, how many and how fast, sorting, the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.pages.library.results_view import ResultsView
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.chip import QueryChip
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.labels import Label, Rule
from desktop.widgets.pane import Pane
from desktop.wording import count_words

if TYPE_CHECKING:
    from uuid import UUID

    from desktop.item_models.results import ResultsModel
    from desktop.notices import IndexView
    from desktop.pages.library.emptiness import Emptiness
    from desktop.search_lane import Answer
    from desktop.theme import ThemeSource
    from search.results import Chip

SORTS = {
    "relevance": "Best match",
    "newest": "Newest",
    "severity": "Severity",
    "duration": "Longest",
}


class ResultsColumn(Pane):
    """Everything between the facets and the reader.

    Signals:
        chip_removed: `Chip` to take out of the query.
        sort_chosen: "relevance", "newest", "severity" or "duration".
        query_chosen: another query ("did you mean", or a filter removed).
        import_requested: bring in files (the library is empty).
        filters_requested: show or hide the facet column.
    """

    chip_removed = Signal(object)
    sort_chosen = Signal(str)
    query_chosen = Signal(str)
    import_requested = Signal()
    filters_requested = Signal()

    def __init__(
        self, model: ResultsModel, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        self._model = model
        self._empty_query: str | None = ""
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Results")
        self.view = ResultsView(model, themes, self)
        self._empty = EmptyState(themes)
        self._empty.action_chosen.connect(self._on_empty_action)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.banner = Banner(themes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(themes))
        column.addWidget(Rule())
        column.addWidget(self._stack, 1)

    @override
    def keyboard_home(self) -> QWidget:
        return self.view

    def show_answer(self, answer: Answer) -> None:
        """Show the head of another answer; the model shows the rows."""
        results = answer.results
        self._show_chips(results.understood)
        self._count.setText(count_words(results.total, "incident"))
        self._took.setText(f"in {max(1, round(results.elapsed_ms))} ms")
        self._hint_query = results.did_you_mean or ""
        self._hint.setText(f"“{self._hint_query}”")
        found = count_words(results.would_find, "incident")
        self._hint_end.setText(f", {found}?" if results.would_find else "?")
        self._hint_row.setVisible(bool(self._hint_query))
        self._note.setText(results.note)
        self._note.setVisible(bool(results.note))
        self.set_sort(answer.question.sort)
        if results.total:
            self._stack.setCurrentWidget(self.view)

    def show_empty(self, why: Emptiness) -> None:
        """Show why there is nothing, and the one thing that helps."""
        self._empty.say(why.title, why.text, action=why.action, icon=why.icon)
        self._empty_query = why.query
        self._stack.setCurrentWidget(self._empty)

    def show_index(self, view: IndexView) -> None:
        """Say it where results may be incomplete."""
        if view.state == "rebuilding":
            words = f"Index {view.percent or 0}% rebuilt. Results may be incomplete."
            self.banner.say(words, icon="refresh-cw")
        elif view.state == "failed":
            self.banner.say(view.text, "warning", action="Try again")
        else:
            self.banner.clear()

    def set_sort(self, sort: str) -> None:
        """Mark the sorting that holds."""
        if self._sort.text() != SORTS[sort]:
            self._sort.setText(SORTS[sort])
            self._sort.set_icon_name("chevron-down", self._themes.current)
        self._sort.setAccessibleName(f"Sorted by {SORTS[sort].lower()}")
        for action in self._sorts.actions():
            action.setChecked(action.data() == sort)

    def set_filters_hidden(self, *, hidden: bool) -> None:
        """Offer the filters when their column is not shown."""
        self._filters.setVisible(hidden)

    def set_zone(self, zone: str) -> None:
        """The zone that days are shown in."""
        self.view.delegate.set_zone(zone)

    def select(self, id: UUID) -> None:
        """Select an incident if it is among the results."""
        place = self._model.place_of(id)
        if place is None:
            self.view.setCurrentIndex(QModelIndex())
        elif place != self.view.currentIndex().row():
            self.view.go_to(place)

    def _head(self, themes: ThemeSource) -> QWidget:
        theme = themes.current
        self._chips = QWidget()
        self._chip_flow = FlowLayout(self._chips, spacing=6)
        self._chips.hide()
        self._count = Label("", themes, style="section")
        self._took = Label("", themes, tone="tertiary")
        self._filters = Button("Filters", themes, icon_name="funnel", kind="ghost", small=True)
        self._filters.clicked.connect(self.filters_requested)
        self._filters.hide()
        self._sort = Button("", themes, icon_name="chevron-down", kind="ghost", small=True)
        self._sort.setFont(theme.font("body"))
        self._sort.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        menu = QMenu(self._sort)
        self._sorts = QActionGroup(menu)
        for name, words in SORTS.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData(name)
            action.triggered.connect(lambda _on=False, name=name: self.sort_chosen.emit(name))
            self._sorts.addAction(action)
        self._sort.setMenu(menu)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space.1"))
        for widget in (self._count, self._took):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._filters)
        row.addWidget(self._sort)
        self._note = Label("", themes, style="meta", tone="warning", wrap=True)
        self._note.hide()
        head = QWidget()
        column = QVBoxLayout(head)
        side = theme.size("space.2")
        column.setContentsMargins(side, 10, 10, 7)
        column.setSpacing(3)
        column.addWidget(self._chips)
        column.addLayout(row)
        column.addWidget(self._hint_line(themes))
        column.addWidget(self._note)
        column.addWidget(self.banner)
        self.set_sort("relevance")
        return head

    def _hint_line(self, themes: ThemeSource) -> QWidget:
        self._hint_query = ""
        self._hint = Button("", themes, kind="link")
        self._hint.setFont(themes.current.font("body"))
        self._hint.clicked.connect(lambda: self.query_chosen.emit(self._hint_query))
        self._hint_row = QWidget()
        row = QHBoxLayout(self._hint_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(Label("Did you mean", themes, tone="secondary"))
        row.addWidget(self._hint)
        self._hint_end = Label("?", themes, tone="secondary")
        row.addWidget(self._hint_end)
        row.addStretch(1)
        self._hint_row.hide()
        return self._hint_row

    def _show_chips(self, chips: tuple[Chip, ...]) -> None:
        self._chip_flow.clear()
        for chip in chips:
            widget = QueryChip(chip.label, self._themes, self._chips)
            widget.removed.connect(lambda chip=chip: self.chip_removed.emit(chip))
            self._chip_flow.addWidget(widget)
            widget.show()
        self._chips.setVisible(bool(chips))
        self._chips.updateGeometry()

    @Slot()
    def _on_empty_action(self) -> None:
        if self._empty_query is None:
            self.import_requested.emit()
        else:
            self.query_chosen.emit(self._empty_query)
