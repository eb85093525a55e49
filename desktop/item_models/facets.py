"""The facets beside the results as a tree: groups, their values with counts, services nested."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QObject

    from desktop.item_models.table import Index

NODE_ROLE = int(Qt.ItemDataRole.UserRole)
WAYS = "Click: only this. Ctrl: this too. Shift: or this. Alt: all but this."
NodeKind = Literal["group", "value", "saved", "more", "gap"]


@dataclass(slots=True)
class FacetNode:
    """One row of the tree.

    Attributes:
        kind: a group's label, a value with a check box, a saved search, "show all".
        label: the words shown.
        name: the query's field name; for a saved search its id.
        value: what the query says after the colon; for a saved search its query.
        count: incidents that it leaves; None where it is not known.
        checked: whether the query filters by it.
        excluded: whether the query leaves it out.
    """

    kind: NodeKind
    label: str
    name: str = ""
    value: str = ""
    count: int | None = None
    checked: bool = False
    excluded: bool = False
    children: list[FacetNode] = field(default_factory=list)
    parent: FacetNode | None = None

    def shape(self) -> tuple[Any, ...]:
        """What must be equal for two trees to differ in counts and checks only."""
        return (self.kind, self.label, self.name, self.value, *(c.shape() for c in self.children))


class FacetsModel(QAbstractItemModel):
    """A tree of `FacetNode`. `NODE_ROLE` gives the node.

    Signals:
        toggled: (field, value) of a value that a person checked or unchecked.
    """

    toggled = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._root = FacetNode("group", "")

    def show_groups(self, groups: Sequence[FacetNode]) -> bool:
        """Show other facets. Where only counts and checks differ, nothing moves.

        Returns:
            Whether the tree was built anew.
        """
        root = FacetNode("group", "", children=list(groups))
        _adopt(root)
        if root.shape() == self._root.shape():
            self._take_over(self._root, root, QModelIndex())
            return False
        self.beginResetModel()
        self._root = root
        self.endResetModel()
        return True

    def nodes(self) -> Iterable[FacetNode]:
        """Every node, top to bottom."""
        return _walk(self._root)

    def index_of(self, name: str, value: str) -> QModelIndex:
        """The index of a value; invalid when it is not there."""
        for node in self.nodes():
            if (node.name, node.value) == (name, value):
                return self._index(node)
        return QModelIndex()

    @override
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        node = self._node(parent)
        if column != 0 or not 0 <= row < len(node.children):
            return QModelIndex()
        return self.createIndex(row, 0, node.children[row])

    @override
    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        node = self._node(child).parent
        return self._index(node) if node is not None else QModelIndex()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return len(self._node(parent).children) if parent.column() <= 0 else 0

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        if role == Qt.ItemDataRole.CheckStateRole:
            return _check(node) if node.kind == "value" else None
        held: dict[int, Any] = {
            NODE_ROLE: node,
            int(Qt.ItemDataRole.DisplayRole): node.label,
            int(Qt.ItemDataRole.AccessibleTextRole): _spoken(node),
            int(Qt.ItemDataRole.ToolTipRole): _tip(node),
            int(Qt.ItemDataRole.StatusTipRole): WAYS if node.kind == "value" else "",
        }
        return held.get(int(role))

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        node = self._node(index)
        if node.kind != "value":
            return False
        self.toggled.emit(node.name, node.value)
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        node = self._node(index)
        if node.kind == "group":
            return Qt.ItemFlag.ItemIsEnabled
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsUserCheckable if node.kind == "value" else base

    def _node(self, index: Index) -> FacetNode:
        if not index.isValid():
            return self._root
        node: FacetNode = index.internalPointer()
        return node

    def _index(self, node: FacetNode) -> QModelIndex:
        if node.parent is None:
            return QModelIndex()
        place = next(i for i, one in enumerate(node.parent.children) if one is node)
        return self.createIndex(place, 0, node)

    def _take_over(self, old: FacetNode, new: FacetNode, index: QModelIndex) -> None:
        if (old.count, old.checked, old.excluded) != (new.count, new.checked, new.excluded):
            old.count, old.checked, old.excluded = new.count, new.checked, new.excluded
            self.dataChanged.emit(index, index)
        for place, (mine, other) in enumerate(zip(old.children, new.children, strict=True)):
            self._take_over(mine, other, self.createIndex(place, 0, mine))


def _adopt(node: FacetNode) -> None:
    for child in node.children:
        child.parent = node
        _adopt(child)


def _walk(node: FacetNode) -> Iterable[FacetNode]:
    for child in node.children:
        yield child
        yield from _walk(child)


def _tip(node: FacetNode) -> str:
    return f"{node.value}\n{WAYS}" if node.kind == "value" else node.label


def _check(node: FacetNode) -> Qt.CheckState:
    """A dash stands for what is left out: neither on nor off."""
    if node.checked:
        return Qt.CheckState.Checked
    if node.excluded:
        return Qt.CheckState.PartiallyChecked
    return Qt.CheckState.Unchecked


def _spoken(node: FacetNode) -> str:
    left_out = ", left out" if node.excluded else ""
    if node.count is None:
        return f"{node.label}{left_out}"
    return f"{node.label}, {node.count:,}{left_out}"
