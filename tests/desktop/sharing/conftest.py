"""Fixtures of sharing: an open session over the story, and a window to ask over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from models.operations.incidents import save_incident
from models.vocabulary import PostmortemStatus
from search.folder import index_folder
from search.index import Index
from tests.models.examples import payment_outage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.notices import Notice
    from desktop.session import LibrarySession
    from models.library import Library

PUBLISHED = datetime(2025, 2, 17, 9, tzinfo=UTC)


@pytest.fixture
def shared(library: Library, tmp_path: Path) -> Library:
    """Two final postmortems of February, one draft, and an index of all."""
    for number, status in enumerate(
        (PostmortemStatus.FINAL, PostmortemStatus.FINAL, PostmortemStatus.DRAFT), start=1
    ):
        given = payment_outage(key=f"INC-{number}", action_items=())
        assert given.postmortem is not None
        published = PUBLISHED if status is PostmortemStatus.FINAL else None
        document = replace(given.postmortem, status=status, published_at=published)
        save_incident(library, replace(given, title=f"Outage {number}", postmortem=document))
    folder = index_folder(tmp_path / "indexes", library.id, library.location)
    with Index.open(folder, library_id=library.id) as index:
        index.rebuild(library)
    return library


@pytest.fixture
def host(session: LibrarySession, shared: Library, qtbot: QtBot) -> QWidget:
    """A window over the open session."""
    session.open()
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def notices(session: LibrarySession) -> list[Notice]:
    """Every toast that the session asks for."""
    told: list[Notice] = []
    session.notice.connect(told.append)
    return told
