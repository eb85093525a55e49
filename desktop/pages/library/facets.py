"""The facet column: saved searches and the filters of the query, each with its count."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QTreeView, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.delegates.facets import FacetDelegate
from desktop.item_models.facets import NODE_ROLE, FacetNode, FacetsModel
from desktop.widgets.buttons import Button
from desktop.widgets.overlay_scroll_bar import OverlayScrollBar
from desktop.widgets.pane import Pane
from search.query_text import exclude_filter, set_filter, toggle_filter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from desktop.theme import ThemeSource

    QueryEdit = Callable[[str], str]

_TOP = 12


class _Tree(QTreeView):
    """Arrows or J/K move, Space or Enter checks."""

    activated_node = Signal(object)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            node = self.currentIndex().data(NODE_ROLE)
            if node is not None:
                self.activated_node.emit(node)
            return
        step = {Qt.Key.Key_J: self.indexBelow, Qt.Key.Key_K: self.indexAbove}.get(Qt.Key(key))
        if step is None:
            super().keyPressEvent(event)
            return
        index = step(self.currentIndex())
        while index.isValid() and index.data(NODE_ROLE).kind == "group":
            index = step(index)
        if index.isValid():
            self.setCurrentIndex(index)


class FacetColumn(Pane):
    """Shows groups made by `facet_groups`.

    Signals:
        edited: a function that makes the new query from the one that holds.
        saved_chosen: query of a saved search.
        save_requested: keep the query that holds now under a name.
        saved_removed: UUID of a saved search to delete.
        opened: field of which all values are wanted.
    """

    edited = Signal(object)
    saved_chosen = Signal(str)
    save_requested = Signal()
    saved_removed = Signal(object)
    opened = Signal(str)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Filters")
        self._model = FacetsModel(self)
        self._tree = _Tree()
        self._tree.setObjectName("canvas")
        self._tree.setAccessibleName("Saved searches and filters")
        self._tree.setModel(self._model)
        self._tree.setItemDelegate(FacetDelegate(themes, self._tree))
        self._tree.setHeaderHidden(True)
        self._tree.setRootIsDecorated(False)
        self._tree.setItemsExpandable(False)
        self._tree.setIndentation(0)
        self._tree.setMouseTracking(True)
        self._tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        OverlayScrollBar(self._tree)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _TOP, 0, 0)
        column.addWidget(self._tree)
        self._save = Button(
            "",
            themes,
            icon_name="plus",
            kind="ghost",
            small=True,
            name="Save this search",
            parent=self,
        )
        self._save.setFixedSize(
            themes.current.size("control.small"), themes.current.size("control.small")
        )
        self._save.clicked.connect(self.save_requested)
        self._tree.clicked.connect(self._on_clicked)
        self._tree.activated_node.connect(self._on_node)
        self._tree.customContextMenuRequested.connect(self._on_menu)
        self._model.toggled.connect(self._toggle)
        themes.changed.connect(self._tree.viewport().update)

    @override
    def keyboard_home(self) -> QWidget:
        return self._tree

    def show_groups(self, groups: Sequence[FacetNode]) -> None:
        """Show other groups; where only counts differ nothing moves."""
        current = self._tree.currentIndex().data(NODE_ROLE)
        top = self._tree.verticalScrollBar().value()
        if not self._model.show_groups(groups):
            return
        self._tree.expandAll()
        self._tree.verticalScrollBar().setValue(top)
        if current is not None:
            index = self._model.index_of(current.name, current.value)
            if index.isValid():
                self._tree.setCurrentIndex(index)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._save.move(self.width() - self._save.width() - 8, _TOP)

    def _edit(self, change: QueryEdit, _checked: bool = False) -> None:
        self.edited.emit(change)

    @Slot(str, str)
    def _toggle(self, name: str, value: str) -> None:
        self.edited.emit(partial(_edited, toggle_filter, name, value))

    @Slot("QModelIndex")
    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_node(index.data(NODE_ROLE))

    @Slot(object)
    def _on_node(self, node: FacetNode) -> None:
        if node.kind == "value":
            self._toggle(node.name, node.value)
        elif node.kind == "saved":
            self.saved_chosen.emit(node.value)
        elif node.kind == "more":
            self.opened.emit(node.name)

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        node: FacetNode | None = self._tree.indexAt(place).data(NODE_ROLE)
        if node is None or node.kind not in ("value", "saved"):
            return
        menu = QMenu(self)
        if node.kind == "value":
            for words, edit in (
                (f"Only {node.label}", set_filter),
                (f"All but {node.label}", exclude_filter),
            ):
                change = partial(_edited, edit, node.name, node.value)
                menu.addAction(words).triggered.connect(partial(self._edit, change))
        else:
            menu.addAction(
                "Delete this saved search", lambda: self.saved_removed.emit(UUID(node.name))
            )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._tree.viewport().mapToGlobal(place))


def _edited(edit: Callable[[str, str, str], str], name: str, value: str, query: str) -> str:
    return edit(query, name, value)
