"""Settings' controller: reads what is set, applies each change, backs up and checks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout
from typing_extensions import override

from desktop.pages.page import Page
from desktop.pages.settings.actions_section import ActionsSection
from desktop.pages.settings.branding_section import BrandingSection
from desktop.pages.settings.policy_editor import PolicyEditor
from desktop.pages.settings.recurrence_section import RecurrenceSection
from desktop.pages.settings.templates_section import TemplatesSection
from desktop.pages.settings.trackers_settings import TrackersSettings
from desktop.pages.settings.view import SettingsContents, SettingsView, theme_choice
from desktop.pages.settings.you import YourHandle
from desktop.preferences import Preferences
from desktop.trackers.secrets import SecretStore
from desktop.wording import local
from models.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library


class SettingsPage(Page):
    """What can be set."""

    title = "Settings"

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        parent: QWidget | None = None,
        *,
        secrets: SecretStore | None = None,
        preferences: Preferences | None = None,
    ) -> None:
        """Build the view; `activate` reads.

        Args:
            session: the library.
            themes: where colours come from.
            parent: Qt parent.
            secrets: holds the tokens of tracker accounts.
            preferences: what is chosen for this machine.
        """
        super().__init__(session, themes, parent)
        self._contents: SettingsContents | None = None
        self.view = SettingsView(themes)
        you = YourHandle(session, themes)
        you.forget_wanted.connect(lambda: self.command_requested.emit("forget-searches"))
        self.view.add_section(you)
        self.policy = PolicyEditor(session, themes)
        self.view.add_section(self.policy)
        self.templates = TemplatesSection(session, themes)
        self.view.add_section(self.templates)
        self.reports = BrandingSection(session, themes)
        self.view.add_section(self.reports)
        self.recurrence = RecurrenceSection(session, themes)
        self.view.add_section(self.recurrence)
        self.action_items = ActionsSection(session, themes, preferences or Preferences(parent=self))
        self.view.add_section(self.action_items)
        self.trackers = TrackersSettings(session, themes, secrets or SecretStore(), self)
        self.view.add_section(self.trackers.section)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.setting_changed.connect(self._on_setting_changed)
        self.view.theme_chosen.connect(self._on_theme_chosen)
        self.view.folder_wanted.connect(self._on_folder_wanted)
        self.view.rebuild_wanted.connect(lambda: self.command_requested.emit("reindex"))
        self.view.backup_wanted.connect(self._ask_backup)
        self.view.check_wanted.connect(self._check)
        self.view.show_theme(themes.choice)
        self.view.show_index(session.index)
        session.index_state_changed.connect(self.view.show_index)
        session.changed.connect(self._on_changed)
        themes.changed.connect(self._on_theme_changed)

    @override
    def activate(self) -> None:
        self.view.show_theme(self.themes.choice)
        self.view.show_index(self.session.index)
        self.reload()

    @override
    def focus_first(self) -> None:
        self.view.focus_first()

    @override
    def panes(self) -> list[QWidget]:
        return [self.view.sections.outline, self.view]

    def reload(self) -> None:
        """Read what is set."""
        if not self.session.is_open:
            return
        self.trackers.reload()
        self.templates.reload()
        self.reports.reload()
        year = local(self.session.clock(), self.session.zone).year
        cache = str(self.session.cache_root)
        self.session.read(
            self,
            lambda library: _read(library, year, cache),
            self._on_contents,
            replaces="settings",
        )
        self.policy.reload()
        self.session.runner.run(
            lambda _context: _zones(),
            lane="background",
            owner=self,
            done=self.view.offer_zones,
            replaces="zones",
        )

    def _on_contents(self, contents: SettingsContents) -> None:
        self._contents = contents
        self.view.show_contents(contents)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.settings and self.isVisible():
            self.reload()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.view.show_theme(self.themes.choice)

    @Slot(str)
    def _on_theme_chosen(self, value: str) -> None:
        self.themes.choose(theme_choice(value))

    @Slot(str, str)
    def _on_setting_changed(self, name: str, value: str) -> None:
        def work(library: Library) -> Changes:
            from models.operations.settings import set_setting  # noqa: PLC0415  (SQLAlchemy)

            return set_setting(library, name, value or None)

        self.session.perform(
            self,
            work,
            lambda _changes: self.view.show_saved(name),
            failed=lambda error: self._refuse(name, error),
        )

    def _refuse(self, name: str, error: Exception) -> None:
        if isinstance(error, UserError):
            self.view.show_problem(name, str(error))

    @Slot()
    def _on_folder_wanted(self) -> None:
        if self._contents is not None and self._contents.folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._contents.folder))

    @Slot()
    def _ask_backup(self) -> None:
        contents = self._contents
        if contents is None:
            return
        today = local(self.session.clock(), self.session.zone).date().isoformat()
        kind = "afterword" if contents.folder else "zip"
        folder = Path(contents.folder) if contents.folder else Path.home()
        dialog = QFileDialog(self, "Back up the library", str(folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(f"{contents.shown_name} {today}.{kind}")
        dialog.fileSelected.connect(self.back_up)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def back_up(self, target: str) -> None:
        """Write a verified copy there, in the background."""
        self.view.set_busy(True)
        self.session.background(
            self,
            lambda library, _context: library.backup(Path(target)),
            self._on_backed_up,
            failed=self._on_care_failed,
        )

    def _on_backed_up(self, written: Path) -> None:
        self.view.set_busy(False)
        self.view.show_care(f"Backed up and verified: {written}")

    @Slot()
    def _check(self) -> None:
        self.view.set_busy(True)
        self.session.background(
            self,
            lambda library, _context: tuple(library.check()),
            self._on_checked,
            failed=self._on_care_failed,
        )

    def _on_checked(self, findings: tuple[str, ...]) -> None:
        self.view.set_busy(False)
        self.view.show_findings(findings)

    def _on_care_failed(self, error: Exception) -> None:
        self.view.set_busy(False)
        if isinstance(error, UserError):
            self.view.show_care(str(error), failed=True)


def _read(library: Library, year: int, cache: str) -> SettingsContents:
    from desktop.pages.facts import read_policy  # noqa: PLC0415  (figures come with it)

    location = library.location
    folder = "" if "://" in location else str(Path(location).parent)
    _policy, policy_name = read_policy(library)
    return SettingsContents(
        name=library.settings.name,
        shown_name=library.name,
        zone=library.settings.zone,
        key_pattern=library.settings.key_pattern,
        year=year,
        location=location,
        folder=folder,
        cache=cache,
        policy=policy_name,
    )


def _zones() -> tuple[str, ...]:
    from zoneinfo import available_timezones  # noqa: PLC0415  (reads many files)

    named = [one for one in available_timezones() if "/" in one and not one.startswith("Etc/")]
    return ("UTC", *sorted(named))
