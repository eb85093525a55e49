"""Pictures of the real window, for the README and for looking at it beside the design."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from desktop.pages.reviews.page import ReviewsPage
from desktop.shell.places import LIBRARY, REVIEWS
from desktop.theme import ThemeChoice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.app import Application
    from desktop.shell.workspace import Workspace

_STEP_MS = 15
_CALM_STEPS = 8
_PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture.

    Attributes:
        target: the PNG to write.
        place: name of a place (``home``, ``library``, ``actions`` …).
        query: what the Library page searches.
        incident: key of the incident in the reading pane; empty for the first result.
        typed: a text for the palette, which is then open.
        edited: key of an incident that is open in the editor, whatever `place` says.
        section: where in the editor, as in its outline; empty for the top.
        review: title of an architecture review that is open on the Reviews page.
    """

    target: Path
    place: str = LIBRARY
    theme: ThemeChoice = "light"
    width: int = 1440
    height: int = 900
    query: str = ""
    incident: str = ""
    typed: str = ""
    edited: str = ""
    section: str = ""
    review: str = ""


def capture(application: Application, shots: Iterable[Shot]) -> list[Path]:
    """Take pictures of a started application, one after the other.

    Args:
        application: built on a QApplication (offscreen or not) and started with a library.
        shots: what to show.

    Raises:
        TimeoutError: when the window does not come to rest.
    """
    application.window.activateWindow()
    settle(application)
    taken = []
    for shot in shots:
        _arrange(application, shot)
        settle(application)
        shot.target.parent.mkdir(parents=True, exist_ok=True)
        application.window.grab().save(str(shot.target))
        taken.append(shot.target)
    return taken


def settle(application: Application, *, for_index: bool = True) -> None:
    """Run the event loop until nothing is under way.

    Args:
        application: a started one.
        for_index: wait too until the indexer says that the index is current.

    Raises:
        TimeoutError: when it goes on for too long.
    """
    deadline = time.monotonic() + _PATIENCE_S
    calm = 0
    while calm < _CALM_STEPS:
        loop = QEventLoop()
        QTimer.singleShot(_STEP_MS, loop.quit)
        loop.exec()
        session = application.libraries.session
        busy = for_index and session is not None and not session.index.is_complete
        calm = calm + 1 if application.runner.is_idle and not busy else 0
        if time.monotonic() > deadline:
            msg = "the window did not come to rest"
            raise TimeoutError(msg)


def _arrange(application: Application, shot: Shot) -> None:
    window = application.window
    application.themes.choose(shot.theme)
    window.resize(shot.width, shot.height)
    workspace = window.workspace
    if workspace is None:
        return
    if shot.edited:
        _edit(application, shot, workspace)
    elif shot.review:
        _open_review(application, shot, workspace)
    elif shot.place != LIBRARY:
        workspace.show_place(shot.place)
    else:
        workspace.search(shot.query)
        settle(application)
        session = application.libraries.session
        if shot.incident and session is not None:
            key = shot.incident
            session.read(
                window, lambda library: library.incidents.by_key(key).id, workspace.open_incident
            )
    if shot.typed:
        window.searching.open_palette()
        window.top_bar.search.set_text(shot.typed)
        window.searching.fill(shot.typed)


def _open_review(application: Application, shot: Shot, workspace: Workspace) -> None:
    session = application.libraries.session
    workspace.show_place(REVIEWS)
    page = workspace.page
    if session is not None and isinstance(page, ReviewsPage):
        session.read(
            application.window,
            lambda library: library.reviews.find_id(shot.review),
            page.open_review,
        )


def _edit(application: Application, shot: Shot, workspace: Workspace) -> None:
    session = application.libraries.session
    if session is None:
        return
    session.read(
        application.window,
        lambda library: library.incidents.by_key(shot.edited).id,
        workspace.edit_incident,
    )
    settle(application)
    if shot.section:
        workspace.editor_page.go_to(shot.section)
