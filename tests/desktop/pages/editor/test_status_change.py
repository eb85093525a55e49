"""Changing a status outside the editor: who did it is kept, a refusal leads into the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.pages.library.status_change import change_status
from models.vocabulary import PostmortemStatus
from tests.models.examples import incident, payment_outage, saved

if TYPE_CHECKING:
    from desktop.notices import Notice
    from desktop.session import LibrarySession
    from models.library import Library

FINAL = PostmortemStatus.FINAL


def test_a_refused_publication_leads_to_the_editor(
    session: LibrarySession, library: Library, notices: list[Notice]
) -> None:
    session.open()
    opened: list[bool] = []
    bare = saved(library, incident())
    change_status(session, session, bare, FINAL, reason="", edit=lambda: opened.append(True))
    (notice,) = notices
    assert (notice.kind, notice.action_label) == ("warning", "Open")
    assert notice.action is not None
    notice.action()
    assert opened == [True]
    assert library.incidents.get(bare.id).status is None


def test_who_published_is_kept(session: LibrarySession, library: Library) -> None:
    session.open()
    session.set_handle("cto")
    one = saved(library, payment_outage())
    change_status(session, session, one, FINAL, reason="", edit=lambda: None)
    assert library.publishing.state(one.id).steps[-1].made_by == "@cto"
