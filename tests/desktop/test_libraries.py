"""Opening, creating and switching libraries in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit

from desktop.app import Application
from desktop.configuration import Configuration
from desktop.dialogs.framed import FramedDialog
from desktop.pages.first_run.page import FirstRunPage
from desktop.shell.capture import settle
from models.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from models.clock import Clock

pytestmark = pytest.mark.slow


@pytest.fixture
def fresh(
    qapp: QApplication, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    """The application of somebody who has no library yet."""
    file = tmp_path / "config.json"
    Configuration(library=str(tmp_path / "mine.afterword")).save(file)
    made = Application(qapp, configuration_file=file, cache=tmp_path / "cache", clock=clock)
    yield made
    made.window.close()
    made.shut_down()
    made.window.deleteLater()
    qapp.processEvents()


def _first_run(application: Application) -> FirstRunPage:
    page = application.window.content.currentWidget()
    assert isinstance(page, FirstRunPage)
    return page


def _opened(application: Application) -> str:
    settle(application, for_index=False)
    session = application.libraries.session
    assert session is not None
    assert session.is_open
    return session.location


def test_without_a_library_the_first_page_offers_one(fresh: Application, tmp_path: Path) -> None:
    fresh.start(None)
    settle(fresh, for_index=False)
    page = _first_run(fresh)
    assert not fresh.window.top_bar.search.isEnabled()
    page.command_requested.emit("new-library")
    assert _opened(fresh) == str(tmp_path / "mine.afterword")
    assert (tmp_path / "mine.afterword").exists()


def test_files_dropped_on_the_first_page_make_a_library(fresh: Application, tmp_path: Path) -> None:
    file = tmp_path / "zebra.md"
    file.write_text(
        "# Postmortem: Zebra crossing\n\n**Date:** 2025-02-03\n**Severity:** SEV-2\n\n"
        "## Summary\n\nA zebra crossed.\n\n## Root Cause\n\nStripes.\n",
        encoding="utf-8",
    )
    fresh.start(None)
    settle(fresh, for_index=False)
    fresh.window.paths_dropped.emit((file,))
    _opened(fresh)
    session = fresh.libraries.session
    assert session is not None
    assert session.facts.incidents == 1


def test_a_named_library_that_is_not_there_is_told(
    qapp: QApplication, tmp_path: Path, clock: Clock
) -> None:
    """Also at the very first start."""
    made = Application(
        qapp, configuration_file=tmp_path / "none.json", cache=tmp_path / "cache", clock=clock
    )
    made.start(str(tmp_path / "mistyped.afterword"))
    settle(made, for_index=False)
    assert "mistyped.afterword" in _first_run(made).banner.text
    made.window.close()
    made.shut_down()
    made.window.deleteLater()
    qapp.processEvents()


def test_a_named_library_that_is_not_there_is_told_later_too(
    fresh: Application, tmp_path: Path
) -> None:
    fresh.start(str(tmp_path / "nowhere.afterword"))
    settle(fresh, for_index=False)
    assert _first_run(fresh).banner.text


def test_a_file_that_is_no_library_is_told_and_left_alone(
    fresh: Application, tmp_path: Path
) -> None:
    other = tmp_path / "letter.afterword"
    other.write_bytes(b"Dear all")
    fresh.start(str(other))
    settle(fresh, for_index=False)
    assert _first_run(fresh).banner.text
    assert other.read_bytes() == b"Dear all"


def test_another_library_is_opened_in_the_same_window(fresh: Application, tmp_path: Path) -> None:
    for name in ("first", "second"):
        Library.create(tmp_path / f"{name}.afterword").close()
    fresh.start(str(tmp_path / "first.afterword"))
    assert _opened(fresh).endswith("first.afterword")
    fresh.libraries.open(str(tmp_path / "second.afterword"))
    assert _opened(fresh).endswith("second.afterword")
    assert fresh.window.workspace is not None
    kept = fresh.libraries.remembered(geometry="")
    assert [one.rsplit("/", 1)[-1] for one in kept.recent] == [
        "second.afterword",
        "first.afterword",
    ]


def test_a_library_that_was_open_and_is_gone_is_told(
    qapp: QApplication, tmp_path: Path, clock: Clock
) -> None:
    """Its disk may not be connected: to offer a new one alone would look like a loss."""
    file, gone = tmp_path / "config.json", str(tmp_path / "disk" / "mine.afterword")
    Configuration().with_library(gone).save(file)
    made = Application(qapp, configuration_file=file, cache=tmp_path / "cache", clock=clock)
    made.start(None)
    settle(made, for_index=False)
    assert gone in _first_run(made).banner.text
    made.window.close()
    made.shut_down()
    made.window.deleteLater()
    qapp.processEvents()


def test_a_damaged_configuration_is_kept_and_told(
    qapp: QApplication, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "config.json"
    file.write_text('{"library": "/data/mine.afterw', encoding="utf-8")
    Library.create(tmp_path / "mine.afterword").close()
    made = Application(qapp, configuration_file=file, cache=tmp_path / "cache", clock=clock)
    made.start(str(tmp_path / "mine.afterword"))
    assert _opened(made).endswith("mine.afterword")
    notice = made.window.toast.notice
    assert notice is not None
    assert "config.json.damaged" in notice.text
    made.window.close()
    aside = tmp_path / "config.json.damaged"
    assert aside.read_text(encoding="utf-8") == '{"library": "/data/mine.afterw'
    assert Configuration.load(file).library.endswith("mine.afterword")
    made.shut_down()
    made.window.deleteLater()
    qapp.processEvents()


def test_the_address_of_a_team_library_is_asked_for(fresh: Application) -> None:
    fresh.start(None)
    settle(fresh, for_index=False)
    _first_run(fresh).command_requested.emit("open-team-library")
    (dialog,) = fresh.window.findChildren(FramedDialog)
    edit = dialog.findChild(QLineEdit)
    assert edit is not None
    edit.setText("mysql://host/x")
    dialog.confirm_button.click()
    assert dialog.isVisible()
    edit.setText("postgresql://nobody@127.0.0.1:1/none")
    dialog.confirm_button.click()
    settle(fresh, for_index=False)
    assert not fresh.window.findChildren(FramedDialog)
    assert _first_run(fresh).banner.text


def test_the_demo_is_fresh_each_time_and_not_remembered(fresh: Application, tmp_path: Path) -> None:
    fresh.start(None, demo=True)
    assert _opened(fresh).startswith(str(tmp_path / "cache"))
    session = fresh.libraries.session
    assert session is not None
    assert session.facts.incidents > 50
    assert fresh.libraries.remembered(geometry="").recent == ()


def test_who_works_here_is_remembered_on_this_device(fresh: Application, tmp_path: Path) -> None:
    fresh.libraries.create(str(tmp_path / "mine.afterword"))
    _opened(fresh)
    session = fresh.libraries.session
    assert session is not None
    session.set_handle("platform-lead")
    assert fresh.libraries.remembered(geometry="").handle == "@platform-lead"
    fresh.libraries.create(str(tmp_path / "other.afterword"))
    _opened(fresh)
    again = fresh.libraries.session
    assert again is not None
    assert again.handle == "@platform-lead"
