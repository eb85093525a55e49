"""The real window by keyboard and by name: nothing needs a mouse, nothing is without a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from desktop.app import Application
from desktop.configuration import Configuration
from desktop.shell.capture import settle
from tests.desktop.driving import library_page_of, press, rest, workspace_of

if TYPE_CHECKING:
    from pathlib import Path

    from models.clock import Clock

pytestmark = pytest.mark.slow


def test_f6_walks_through_all_panes_and_back_to_the_first(application: Application) -> None:
    library_page_of(application)
    window = application.window
    window.top_bar.search.setFocus()
    seen = [QApplication.focusWidget()]
    for _step in range(10):
        press(QApplication.focusWidget(), Qt.Key.Key_F6)
        if QApplication.focusWidget() is seen[0]:
            break
        seen.append(QApplication.focusWidget())
    names = [widget.accessibleName() for widget in seen if widget is not None]
    for name in ("Saved searches and filters", "Results", "Postmortem"):
        assert name in names


def test_shortcuts_open_the_form_and_every_place(application: Application) -> None:
    window = application.window
    control = Qt.KeyboardModifier.ControlModifier
    places = {
        Qt.Key.Key_2: "library",
        Qt.Key.Key_3: "actions",
        Qt.Key.Key_4: "insights",
        Qt.Key.Key_5: "reviews",
        Qt.Key.Key_Comma: "settings",
        Qt.Key.Key_1: "home",
    }
    for key, place in places.items():
        press(window, key, control)
        rest(application)
        assert workspace_of(application).place == place
    press(window, Qt.Key.Key_N, control)
    rest(application)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.accessibleName()
    dialog.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_alt_alone_shows_the_menu_and_alt_with_an_arrow_does_not(
    application: Application,
) -> None:
    window = application.window
    alt = Qt.KeyboardModifier.AltModifier
    press(window, Qt.Key.Key_Left, alt)
    QTest.keyRelease(window, Qt.Key.Key_Alt)
    assert not window.menuBar().isVisible()
    QTest.keyPress(window, Qt.Key.Key_Alt, alt)
    QTest.keyRelease(window, Qt.Key.Key_Alt)
    assert window.menuBar().isVisible()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    rest(application)
    assert not window.menuBar().isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_alt_shows_the_menu_also_after_the_first_page_went(
    qapp: QApplication, tmp_path: Path, clock: Clock
) -> None:
    """PySide drops what stands for a menu bar that Qt has made, once a page is deleted."""
    file = tmp_path / "config.json"
    Configuration(library=str(tmp_path / "mine.afterword")).save(file)
    made = Application(qapp, configuration_file=file, cache=tmp_path / "cache", clock=clock)
    made.start(None)
    settle(made, for_index=False)
    made.libraries.create(str(tmp_path / "mine.afterword"))
    settle(made, for_index=False)
    QTest.keyPress(made.window, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    QTest.keyRelease(made.window, Qt.Key.Key_Alt)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    made.window.close()
    made.shut_down()
    made.window.deleteLater()
    qapp.processEvents()


def test_every_control_of_the_frame_is_reached_by_tab(application: Application) -> None:
    library_page_of(application)
    window = application.window
    window.top_bar.search.setFocus()
    reached = set()
    # Links inside the document are stops too, so a widget may be met several times in a row.
    for _step in range(100):
        widget = QApplication.focusWidget()
        assert widget is not None
        reached.add(widget)
        press(widget, Qt.Key.Key_Tab)
    wanted = [
        one
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    missed = [one.accessibleName() or one.text() for one in wanted if one not in reached]
    assert missed == []


def test_every_control_has_an_accessible_name(application: Application) -> None:
    nameless: set[str] = set()
    for place in ("home", "library", "actions"):
        workspace_of(application).show_place(place)
        rest(application)
        nameless |= {
            f"{type(one).__name__} {one.objectName()} in {type(one.parent()).__name__}"
            for one in application.window.findChildren(QWidget)
            if one.isVisible()
            and one.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not one.objectName().startswith("qt_")
            and not (one.accessibleName() or _text_of(one))
        }
    assert nameless == set()


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton):
        return widget.text()
    return widget.placeholderText() if isinstance(widget, QLineEdit) else ""
