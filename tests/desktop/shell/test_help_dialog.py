"""Help shows the texts that ship, on the look of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from desktop.shell.commands import COMMANDS
from desktop.shell.help_dialog import HELP, HelpDialog, show_help

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.tasks import TaskRunner
    from desktop.theme import ThemeSource


@pytest.mark.parametrize(("name", "words"), [("help", "severity:SEV-1,SEV-2"), ("help-keys", "F3")])
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_each_text_is_shown(
    qtbot: QtBot, themes: ThemeSource, runner: TaskRunner, name: str, words: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    for one in (runner, None):
        show_help(name, themes, window, one)
    for dialog in window.findChildren(HelpDialog):
        assert words in dialog.text.toPlainText()
        assert dialog.windowTitle() == HELP[name][0]
        dialog.close()


def test_every_text_has_its_command() -> None:
    assert {spec.name for spec in COMMANDS if spec.menu == "Help"} >= set(HELP)
