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
from search.query_text import Way, choose_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from desktop.theme import ThemeSource

_TOP = 12
_MENU: tuple[tuple[str, Way], ...] = (
    ("Only {}", "set"),
    ("{} too", "add"),
    ("Or {}", "or"),
    ("All but {}", "exclude"),
)


def way_of(modifiers: Qt.KeyboardModifier) -> Way:
    """What a click or a key with these held down does to a value."""
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return "exclude"
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return "or"
    return "add" if modifiers & Qt.KeyboardModifier.ControlModifier else "set"


class _Tree(QTreeView):
    """Arrows or J/K move; a click, Space or Enter chooses, "-" leaves out.

    Signals:
        chosen: (`FacetNode`, `Way`) what was chosen, and how.
    """

    chosen = Signal(object, str)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index == self.currentIndex():
            self._choose(index, way_of(event.modifiers()))

    def _choose(self, index: QModelIndex, way: Way) -> None:
        node = index.data(NODE_ROLE) if index.isValid() else None
        if node is not None:
            self.chosen.emit(node, way)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex(), way_of(event.modifiers()))
            return
        if key == Qt.Key.Key_Minus:
            self._choose(self.currentIndex(), "exclude")
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
        self._tree.chosen.connect(self._on_chosen)
        self._tree.customContextMenuRequested.connect(self._on_menu)
        self._model.toggled.connect(lambda name, value: self._change(name, value, "set"))
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

    def _change(self, name: str, value: str, way: Way, _checked: bool = False) -> None:
        self.edited.emit(partial(_chosen, name, value, way))

    @Slot(object, str)
    def _on_chosen(self, node: FacetNode, way: Way) -> None:
        if node.kind == "value":
            self._change(node.name, node.value, way)
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
            for words, way in _MENU:
                change = partial(self._change, node.name, node.value, way)
                menu.addAction(words.format(node.label)).triggered.connect(change)
        else:
            menu.addAction(
                "Delete this saved search", lambda: self.saved_removed.emit(UUID(node.name))
            )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._tree.viewport().mapToGlobal(place))


def _chosen(name: str, value: str, way: Way, query: str) -> str:
    return choose_value(query, name, value, way)
