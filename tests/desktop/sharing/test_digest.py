"""The digest of a month from the window: shown, copied, written, recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.sharing.digest import DigestSharing
from models.sharing import Channel

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.notices import Notice
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


def test_the_last_month_is_shown_and_copied_and_the_record_taken_back(
    session: LibrarySession,
    themes: ThemeSource,
    host: QWidget,
    shared: Library,
    notices: list[Notice],
) -> None:
    dialog = DigestSharing(session, themes, host).dialog
    assert dialog.month.currentText() == "February 2025, 2 postmortems"
    text = dialog.preview.toPlainText()
    assert "# What was learned in February 2025" in text
    assert "Outage 1" in text
    assert "Outage 3" not in text
    dialog.recipients.setText("all of engineering")
    dialog.confirmed.emit()
    assert QGuiApplication.clipboard().text() == text
    ids = [shared.incidents.by_key(key).id for key in ("INC-1", "INC-2")]
    assert [shared.shares.of(one)[0].channel for one in ids] == [Channel.MESSAGE] * 2
    told = notices[-1]
    assert told.text == (
        "Digest of February 2025 copied; 2 postmortems shared with all of engineering"
    )
    assert told.action is not None
    told.action()
    assert [shared.shares.of(one) for one in ids] == [(), ()]


def test_a_file_is_written_in_the_format_of_its_name(
    session: LibrarySession,
    themes: ThemeSource,
    host: QWidget,
    shared: Library,
    notices: list[Notice],
    tmp_path: Path,
) -> None:
    DigestSharing(session, themes, host).write(tmp_path / "digest.html")
    assert "<h1>What was learned in February 2025</h1>" in (tmp_path / "digest.html").read_text()
    assert notices[-1].text == "digest.html written"
    assert notices[-1].action_label == "Open"
    assert shared.shares.of(shared.incidents.by_key("INC-1").id) == ()
    DigestSharing(session, themes, host).write(tmp_path / "digest v1.2")
    assert (tmp_path / "digest v1.2.md").exists()


def test_what_cannot_be_written_is_said_and_can_be_tried_again(
    session: LibrarySession, themes: ThemeSource, host: QWidget, tmp_path: Path
) -> None:
    sharing = DigestSharing(session, themes, host)
    sharing.write(tmp_path / "nowhere" / "digest.md")
    assert "cannot be written" in sharing.dialog.banner.text
    assert sharing.dialog.confirm_button.isEnabled()


def test_a_month_without_any_says_so(
    session: LibrarySession, themes: ThemeSource, host: QWidget
) -> None:
    sharing = DigestSharing(session, themes, host)
    sharing.dialog.month.set_value("2024-01")
    sharing.dialog.month.edited.emit()
    assert "No postmortem was published in January 2024" in sharing.dialog.preview.toPlainText()
