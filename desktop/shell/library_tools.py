"""Commands on the library that is open which belong to no page: write, export, trash."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.notices import Notice
from desktop.shell.asking import ask_target

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.session import LibrarySession
    from desktop.tasks import TaskContext
    from desktop.theme import ThemeSource
    from desktop.window import MainWindow
    from models.library import Library


class LibraryTools(QObject):
    """Runs them by name; `attach` says on which library."""

    def __init__(self, window: MainWindow, themes: ThemeSource) -> None:
        """Work over this window."""
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._session: LibrarySession | None = None
        self._commands: dict[str, Callable[[LibrarySession], None]] = {
            "new-postmortem": self._new_postmortem,
            "export-actions": self._export_actions,
            "trash": self._show_trash,
            "share-site": self._share_site,
            "digest": self._hand_out_digest,
        }

    def attach(self, session: LibrarySession | None) -> None:
        """Work on another library."""
        self._session = session

    def run(self, name: str) -> bool:
        """Carry out a command; False when it is not one of these."""
        command = self._commands.get(name)
        if command is None:
            return False
        if self._session is not None and self._session.is_open:
            command(self._session)
        return True

    def _new_postmortem(self, session: LibrarySession) -> None:
        from desktop.dialogs.start_incident import StartDialog  # noqa: PLC0415  (opens later)

        dialog = StartDialog(session, self._themes, self._window)
        workspace = self._window.workspace
        if workspace is not None:
            dialog.started.connect(workspace.edit_incident)
            dialog.logged.connect(workspace.open_incident)
        dialog.open()

    def _show_trash(self, session: LibrarySession) -> None:
        from desktop.shell.trash_dialog import TrashDialog  # noqa: PLC0415  (seldom needed)

        TrashDialog(session, self._themes, self._window).open()

    def _share_site(self, session: LibrarySession) -> None:
        from desktop.sharing.site import SiteSharing  # noqa: PLC0415  (opens later)

        workspace = self._window.workspace
        query = workspace.query if workspace is not None else ""
        SiteSharing(session, self._themes, self._window, query=query)

    def _hand_out_digest(self, session: LibrarySession) -> None:
        from desktop.sharing.digest import DigestSharing  # noqa: PLC0415  (opens later)

        DigestSharing(session, self._themes, self._window)

    def _export_actions(self, session: LibrarySession) -> None:
        def write(library: Library, target: Path) -> Path:
            from exporters.csv_export import write_actions_csv  # noqa: PLC0415  (when asked for)

            write_actions_csv(library.incidents.documents(), target, byte_order_mark=True)
            return target

        def chosen(file: str) -> None:
            def work(library: Library, _context: TaskContext) -> Path:
                return write(library, Path(file))

            session.background(
                self,
                work,
                lambda target: session.notice.emit(Notice(f"{target.name} written")),
            )

        ask_target(self._window, "Export action items", "action-items.csv", "CSV (*.csv)", chosen)
