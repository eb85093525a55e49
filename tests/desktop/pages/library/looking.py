"""How tests look at the Library page and work it as a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeView

from desktop.item_models.facets import NODE_ROLE, FacetNode, FacetsModel
from desktop.item_models.results import HIT_ROLE
from desktop.pages.library.results_view import ResultsView

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from desktop.pages.library.page import LibraryPage


def results_of(page: LibraryPage) -> ResultsView:
    view = page.findChild(ResultsView)
    assert view is not None
    return view


def keys_of(page: LibraryPage) -> list[str]:
    model = results_of(page).model()
    return [model.index(row, 0).data(HIT_ROLE).key for row in range(model.rowCount())]


def facet_tree(page: LibraryPage) -> QTreeView:
    tree = page.findChild(QTreeView)
    assert tree is not None
    return tree


def facet_index(page: LibraryPage, field: str, value: str) -> QModelIndex:
    model = facet_tree(page).model()
    assert isinstance(model, FacetsModel)
    return model.index_of(field, value)


def facet(page: LibraryPage, field: str, value: str) -> FacetNode:
    node: FacetNode = facet_index(page, field, value).data(NODE_ROLE)
    return node


def choose_facet(
    page: LibraryPage,
    field: str,
    value: str,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Click on a value with the mouse."""
    tree = facet_tree(page)
    index = facet_index(page, field, value)
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, modifier, place)
