"""What a crash report says, and what it must not say."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from desktop.crash import CrashDialog, CrashGuard, crash_report, redacted
from models.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.theme import ThemeSource
    from models.errors import UserError


def _raised(work: Callable[[], object]) -> Exception:
    try:
        work()
    except Exception as error:  # noqa: BLE001  (any kind is reported)
        return error
    raise AssertionError


def test_a_report_leads_to_the_line_and_quotes_no_incident() -> None:
    secret = "customer ACME lost 40,000 EUR"

    def work() -> None:
        raise ValueError(secret)

    report = crash_report(_raised(work), version="1.0")
    assert "ACME" not in report
    assert "builtins.ValueError: (message left out)" in report
    assert "test_crash.py" in report
    assert "Afterword 1.0" in report


def test_messages_that_speak_of_code_are_kept() -> None:
    report = crash_report(_raised(lambda: "".nothing), version="1.0")  # type: ignore[attr-defined]
    assert "has no attribute 'nothing'" in report


def test_causes_are_told_too() -> None:
    def work() -> None:
        try:
            int("x")
        except ValueError as error:
            raise KeyError from error

    report = crash_report(_raised(work), version="1.0")
    assert report.index("KeyError") < report.index("ValueError")


def test_the_home_folder_is_shortened() -> None:
    assert redacted(f"{Path.home()}/libraries/x") == "~/libraries/x"


def test_details_are_copied(qtbot: QtBot, themes: ThemeSource) -> None:
    dialog = CrashDialog("the details", themes)
    qtbot.addWidget(dialog)
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Copy details")
    button.click()
    assert QGuiApplication.clipboard().text() == "the details"


def test_the_guard_tells_bugs_and_errors_apart_from_any_thread(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    bugs: list[BaseException] = []
    expected: list[UserError] = []
    guard = CrashGuard(show_bug=bugs.append, show_expected=expected.append)
    guard.install()
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        error = BadInputError("Not like this.")
        sys.excepthook(type(error), error, None)
        qtbot.waitUntil(lambda: bool(bugs and expected))
    finally:
        guard.uninstall()
    assert [type(one) for one in bugs] == [ZeroDivisionError]
    assert expected == [error]


def test_one_bug_at_a_time(qtbot: QtBot) -> None:
    shown: list[BaseException] = []
    depth: list[int] = []

    def show(error: BaseException) -> None:
        depth.append(len(depth))
        shown.append(error)
        guard.report(ValueError())
        loop_ran: list[bool] = []
        QTimer.singleShot(0, lambda: loop_ran.append(True))
        if len(shown) < 3:
            qtbot.waitUntil(lambda: bool(loop_ran))

    guard = CrashGuard(
        show_bug=lambda error: None if len(shown) > 2 else show(error),
        show_expected=lambda _error: None,
    )
    guard.report(ValueError())
    qtbot.waitUntil(lambda: len(shown) == 3)
