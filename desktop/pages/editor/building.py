"""Builds the editor in idle moments after the start, a little at a time.

All at once it would hold up the window for longer than anybody overlooks: its modules are many,
and so are its widgets.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.pages.editor.page import EditorPage
    from desktop.pages.page import Page
    from desktop.preferences import Preferences
    from desktop.session import LibrarySession
    from desktop.tasks import Task, TaskContext
    from desktop.theme import ThemeSource

_TEXTS = 8  # the practice's template has seven sections


class EditorFactory:
    """Makes the editor when it is asked for, out of what `prepare` has built by then."""

    def __init__(self, drafts: Path, preferences: Preferences | None = None) -> None:
        """Build nothing yet.

        Args:
            drafts: folder of what is typed and not in a library yet.
            preferences: keeps the widths of the panes; None for nobody.
        """
        self._drafts = drafts
        self._preferences = preferences
        self._importing: Task[None] | None = None
        self._steps: Iterator[None] | None = None
        self._begun: tuple[LibrarySession, str] | None = None
        self._page: EditorPage | None = None

    def __call__(self, session: LibrarySession, themes: ThemeSource) -> Page:
        """The page, built to its end."""
        if self._begun != (session, session.zone) or self._steps is None:
            self._begin(session, themes)
        while self._page is None:
            self._advance()
        made, self._page = self._page, None
        self._begun = self._steps = None
        return made

    def prepare(self, session: LibrarySession, themes: ThemeSource, home: QWidget) -> bool:
        """Do one step of a frame or two; whether there is another one.

        Args:
            session: the library.
            themes: where colours come from.
            home: what the page will stand in: a page that is whole takes long to move there.
        """
        if self._importing is None:
            self._importing = session.runner.run(_import, lane="background", owner=session)
        if not self._importing.finished:
            return True
        if self._begun != (session, session.zone):
            self._begin(session, themes, home)
        return self._advance()

    def _begin(
        self, session: LibrarySession, themes: ThemeSource, home: QWidget | None = None
    ) -> None:
        self._begun, self._page = (session, session.zone), None
        self._steps = self._building(session, themes, home)

    def _advance(self) -> bool:
        for _step in self._steps or ():
            return True
        return False

    def _building(
        self, session: LibrarySession, themes: ThemeSource, home: QWidget | None
    ) -> Iterator[None]:
        from desktop.pages.editor.form_parts import FormParts  # noqa: PLC0415  (see `_import`)
        from desktop.pages.editor.journal import Journal  # noqa: PLC0415
        from desktop.pages.editor.page import EditorPage  # noqa: PLC0415

        parts = FormParts(themes, zone=session.zone, clock=session.clock, session=session)
        yield from parts.building()
        yield
        page = EditorPage(
            session,
            themes,
            Journal(self._drafts),
            home,
            parts=parts,
            preferences=self._preferences,
        )
        page.hide()
        yield
        page.form.take_places()
        yield
        for _text in range(_TEXTS):
            page.form.reserve_text()
            yield
        self._page = page


def is_under_way(
    factory: object, session: LibrarySession, themes: ThemeSource, home: QWidget
) -> bool:
    """Do the next step of a factory that makes its page in steps; whether there is another."""
    return isinstance(factory, EditorFactory) and factory.prepare(session, themes, home)


def _import(_context: TaskContext) -> None:
    """Import the editor's modules in a worker; this takes a quarter of a second."""
    import_module("desktop.pages.editor.page")
