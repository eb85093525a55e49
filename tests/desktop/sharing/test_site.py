"""A web site from the window: which incidents, where, for whom; stopped, refused, made again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.sharing.site import ALL, FOUND, SELECTED, SiteSharing
from desktop.site_files import LIST, SiteOrder, earlier_files, write_site_folder
from models.errors import BadInputError
from models.sharing import Channel

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.notices import Notice
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


def pages(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.glob("INC-*.html"))


def test_finals_are_written_recorded_and_can_be_opened(
    session: LibrarySession,
    themes: ThemeSource,
    host: QWidget,
    shared: Library,
    notices: list[Notice],
    tmp_path: Path,
) -> None:
    sharing = SiteSharing(session, themes, host)
    assert sharing.dialog.scope.value() == ALL
    sharing.dialog.set_place(tmp_path / "out" / "site")
    sharing.dialog.recipients.setText("search  team")
    sharing.dialog.confirmed.emit()
    assert pages(tmp_path / "out" / "site") == ["INC-1-outage-1.html", "INC-2-outage-2.html"]
    told = notices[-1]
    assert told.text == (
        "Site of 2 postmortems written into site; 2 postmortems shared with search team"
    )
    assert told.action_label == "Open"
    share = shared.shares.of(shared.incidents.by_key("INC-1").id)[0]
    assert (share.channel, share.recipients) == (Channel.SITE, "search team")
    assert shared.shares.of(shared.incidents.by_key("INC-3").id) == ()


def test_what_is_selected_or_found_can_be_chosen(
    session: LibrarySession, themes: ThemeSource, host: QWidget, shared: Library, tmp_path: Path
) -> None:
    draft = shared.incidents.by_key("INC-3").id
    sharing = SiteSharing(session, themes, host, query='"Outage 2"', selected=[draft])
    dialog = sharing.dialog
    assert [dialog.scope.itemData(at) for at in range(3)] == [SELECTED, FOUND, ALL]
    dialog.set_place(tmp_path / "one")
    dialog.confirmed.emit()
    assert "final postmortem" in dialog.banner.text
    assert not (tmp_path / "one").exists()
    dialog.finals.setChecked(False)
    dialog.confirmed.emit()
    assert pages(tmp_path / "one") == ["INC-3-outage-3.html"]
    again = SiteSharing(session, themes, host, query='"Outage 2"').dialog
    assert again.scope.value() == FOUND
    again.set_place(tmp_path / "two")
    again.confirmed.emit()
    assert pages(tmp_path / "two") == ["INC-2-outage-2.html"]


def test_a_folder_with_other_files_is_refused_and_left_alone(
    session: LibrarySession, themes: ThemeSource, host: QWidget, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "index.html").write_text("mine")
    (folder / "letter.txt").write_text("mine too")
    dialog = SiteSharing(session, themes, host).dialog
    dialog.set_place(folder)
    dialog.confirmed.emit()
    assert "Other files lie in mine: index.html and 1 more" in dialog.banner.text
    assert dialog.confirm_button.isEnabled()
    assert (folder / "index.html").read_text() == "mine"
    assert len(list(folder.iterdir())) == 2
    dialog.set_place(tmp_path)
    dialog._place.setText("relative")
    dialog.confirmed.emit()
    assert dialog.folder.message


def test_made_again_no_earlier_page_is_left(
    shared: Library, session: LibrarySession, tmp_path: Path
) -> None:
    folder, as_of = tmp_path / "site", session.clock()
    write_site_folder(shared, SiteOrder(folder=folder, finals_only=False), as_of=as_of)
    assert len(pages(folder)) == 3
    (folder / ".DS_Store").write_bytes(b"")
    assert write_site_folder(shared, SiteOrder(folder=folder, anonymise=True), as_of=as_of)
    assert len(pages(folder)) == 2
    assert (folder / ".DS_Store").exists()
    assert set(json.loads((folder / LIST).read_bytes())["files"]) == earlier_files(folder)


def test_a_list_that_names_files_elsewhere_removes_none(
    shared: Library, session: LibrarySession, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "other.html").write_text("mine")
    (folder / LIST).write_text(json.dumps({"files": ["../other.html", 5, None, "x.txt"]}))
    write_site_folder(shared, SiteOrder(folder=folder), as_of=session.clock())
    assert (tmp_path / "other.html").read_text() == "mine"
    for broken in ("{", "[]", '{"files": 1}', '{"files": {"a": 1}}'):
        (folder / LIST).write_text(broken)
        with pytest.raises(BadInputError, match="Other files lie in site"):
            earlier_files(folder)


def test_stopped_nothing_is_written(
    shared: Library, session: LibrarySession, tmp_path: Path
) -> None:
    order = SiteOrder(folder=tmp_path / "site")
    stopped = write_site_folder(shared, order, as_of=session.clock(), cancelled=lambda: True)
    assert stopped is None
    assert list(tmp_path.glob("*site*")) == []


def test_while_a_site_is_written_the_way_out_stops_it(
    session: LibrarySession, themes: ThemeSource, host: QWidget
) -> None:
    sharing = SiteSharing(session, themes, host)
    stopped: list[bool] = []
    sharing.dialog.stopped.connect(lambda: stopped.append(True))
    sharing.dialog.show_writing(3, 10)
    sharing.dialog.reject()
    assert stopped
    assert sharing.dialog.isVisible()
    sharing._on_done(None)
    assert "Stopped" in sharing.dialog.banner.text
    sharing.dialog.reject()
    assert sharing.dialog.result() == 0
