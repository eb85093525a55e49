"""What Settings shows. It knows no store; it tells what a person changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.dialogs.fields import Field, OpenChoice, TextEdit
from desktop.pages.settings.sections import Sections
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, SegmentedControl
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.section_header import SectionHeader
from models.errors import UserError
from models.keys import KeyPattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.notices import IndexView
    from desktop.theme import ThemeChoice, ThemeSource

_THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsContents:
    """What is set now.

    Attributes:
        shown_name: what the library is called while it was given no name.
        folder: the folder of its file; empty for a database.
    """

    name: str
    shown_name: str
    zone: str
    key_pattern: str
    year: int
    location: str
    folder: str
    cache: str = ""
    incidents: int = 0
    policy: str = ""


class SettingsView(QWidget):
    """Settings as a person sees them.

    Signals:
        setting_changed: (name, value) of a setting of the library.
        theme_chosen: "system", "light" or "dark".
        folder_wanted: the library's folder shall be shown by the system.
        rebuild_wanted: the search index shall be made again.
        backup_wanted: a copy shall be written.
        check_wanted: the library shall be looked over.
    """

    setting_changed = Signal(str, str)
    theme_chosen = Signal(str)
    folder_wanted = Signal()
    rebuild_wanted = Signal()
    backup_wanted = Signal()
    check_wanted = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        self._contents: SettingsContents | None = None
        self.fields: dict[str, Field] = {}
        self.sections = Sections(themes)
        for block in (
            self._make_library(),
            self._make_look(),
            self._make_place(),
            self._make_index(),
            self._make_care(),
        ):
            self.sections.add(block)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.sections)

    def add_section(self, section: QWidget) -> None:
        """Put a part that has a controller of its own below the others."""
        self.sections.add(section)

    def show_contents(self, contents: SettingsContents) -> None:
        """Show what is set; a field that is being typed into is left alone."""
        self._contents = contents
        if not self._name.isModified():
            self._name.setText(contents.name)
        self._name.setPlaceholderText(contents.shown_name)
        line = self._zone.lineEdit()
        if line is None or not line.isModified():
            self._zone.set_value(contents.zone)
        if not self._pattern.isModified():
            self._pattern.setText(contents.key_pattern)
        self._show_example()
        self._location.setText(contents.location)
        self._folder.setVisible(bool(contents.folder))
        self._cache.setText(contents.cache)
        self._policy.setText(contents.policy)

    def offer_zones(self, zones: Sequence[str]) -> None:
        """Offer time zones while one is typed."""
        self._zone.set_words(zones)

    def show_theme(self, choice: ThemeChoice) -> None:
        """Show which look was chosen."""
        self._theme.set_value(choice)

    def show_index(self, view: IndexView) -> None:
        """Show how the index is doing."""
        self._index.setText(view.text)
        self._index_bar.setVisible(view.percent is not None)
        self._index_bar.setValue(view.percent or 0)

    def show_problem(self, name: str, message: str) -> None:
        """Say at a setting why it was refused; what was typed stays."""
        self.fields[name].complain(message)

    def show_saved(self, name: str) -> None:
        """The setting holds now."""
        self.fields[name].clear_complaint()
        for edit in (self._name, self._zone.lineEdit(), self._pattern):
            if edit is not None and not edit.hasFocus():
                edit.setModified(False)

    def show_findings(self, findings: Sequence[str]) -> None:
        """Say what the check found; nothing means that the library is sound."""
        if findings:
            self._care.say("\n".join(findings), "warning")
        else:
            self._care.say("The library is sound: nothing was found wrong with it.", "done")

    def show_care(self, text: str, *, failed: bool = False) -> None:
        """Say what came of a backup or a check."""
        self._care.say(text, "error" if failed else "done")

    def set_busy(self, busy: bool) -> None:
        """While a backup or check runs, neither can be asked for again."""
        self._backup.setEnabled(not busy)
        self._check.setEnabled(not busy)

    def focus_first(self) -> None:
        """Give the keyboard to the first field."""
        self._name.setFocus()

    def _make_library(self) -> QWidget:
        themes = self._themes
        self._name = TextEdit(themes)
        self._name.editingFinished.connect(self._on_name)
        self._zone = OpenChoice(themes, placeholder="Europe/Berlin")
        self._zone.activated.connect(self._on_zone)
        line = self._zone.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._on_zone)
        self._pattern = TextEdit(themes, style="key")
        self._pattern.textEdited.connect(self._show_example)
        self._pattern.editingFinished.connect(self._on_pattern)
        self._example = Label("", themes, style="meta", tone="tertiary")
        self._policy = Label("", themes, tone="secondary")
        block, column = _block("Library", themes, note="for everybody who opens it")
        for name, label, control in (
            ("name", "Name", self._name),
            ("zone", "Time zone: in which days end and months begin", self._zone),
            ("key_pattern", "Keys of new incidents", self._pattern),
        ):
            field = Field(name, label, control, themes)
            self.fields[name] = field
            column.addWidget(field)
        column.addWidget(self._example)
        column.addWidget(self._policy)
        return block

    def _make_look(self) -> QWidget:
        block, column = _block("Appearance", self._themes, note="on this machine")
        self._theme = SegmentedControl(_THEMES, self._themes, name="Theme")
        self._theme.chosen.connect(self.theme_chosen)
        row = QHBoxLayout()
        row.addWidget(self._theme)
        row.addStretch(1)
        column.addLayout(row)
        return block

    def _make_place(self) -> QWidget:
        themes = self._themes
        block, column = _block("Where it is kept", themes)
        self._location = ElidedLabel("", themes, style="key")
        self._location.setAccessibleName("Location of the library")
        self._folder = Button("Open folder", themes, icon_name="folder-open", small=True)
        self._folder.clicked.connect(self.folder_wanted)
        row = QHBoxLayout()
        row.addWidget(self._location, 1)
        row.addWidget(self._folder)
        column.addLayout(row)
        words = "Indexes and other things that can be made again lie in"
        column.addWidget(Label(words, themes, style="meta", tone="tertiary"))
        self._cache = ElidedLabel("", themes, style="key", tone="secondary")
        column.addWidget(self._cache)
        return block

    def _make_index(self) -> QWidget:
        themes = self._themes
        block, column = _block("Search index", themes)
        self._index = Label("", themes, wrap=True)
        self._index_bar = QProgressBar()
        self._index_bar.setTextVisible(False)
        self._index_bar.setAccessibleName("Progress of the search index")
        self._index_bar.hide()
        rebuild = Button("Rebuild", themes, icon_name="refresh-cw", small=True)
        rebuild.setToolTip("Nothing you typed lives in the index alone")
        rebuild.clicked.connect(self.rebuild_wanted)
        row = QHBoxLayout()
        row.addWidget(self._index, 1)
        row.addWidget(rebuild)
        column.addLayout(row)
        column.addWidget(self._index_bar)
        return block

    def _make_care(self) -> QWidget:
        themes = self._themes
        block, column = _block("Backup and check", themes)
        self._care = Banner(themes)
        self._backup = Button("Back up now…", themes, icon_name="save")
        self._backup.setToolTip("A verified copy, while the library stays in use")
        self._backup.clicked.connect(self.backup_wanted)
        self._check = Button("Check now", themes, icon_name="shield-check")
        self._check.clicked.connect(self.check_wanted)
        row = QHBoxLayout()
        row.setSpacing(themes.current.size("space.1"))
        row.addWidget(self._backup)
        row.addWidget(self._check)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._care)
        return block

    @Slot()
    def _show_example(self) -> None:
        year = self._contents.year if self._contents else 2025
        try:
            pattern = KeyPattern(self._pattern.text().strip())
        except UserError as error:
            self._example.setText(str(error))
            return
        keys = ", ".join(pattern.key(year, number) for number in (7, 34))
        again = "; numbers start again each year" if pattern.by_year else ""
        self._example.setText(f"For example {keys}{again}")

    @Slot()
    def _on_name(self) -> None:
        self._tell("name", self._name.text().strip(), lambda one: one.name)

    @Slot()
    def _on_zone(self) -> None:
        self._tell("zone", self._zone.value(), lambda one: one.zone)

    @Slot()
    def _on_pattern(self) -> None:
        self._tell("key_pattern", self._pattern.text().strip(), lambda one: one.key_pattern)

    def _tell(self, name: str, value: str, held: Callable[[SettingsContents], str]) -> None:
        if self._contents is not None and value != held(self._contents):
            self.setting_changed.emit(name, value)
        else:
            self.fields[name].clear_complaint()


def theme_choice(value: str) -> ThemeChoice:
    """The choice that a segment stands for."""
    return cast("ThemeChoice", value)


def _block(title: str, themes: ThemeSource, *, note: str = "") -> tuple[QWidget, QVBoxLayout]:
    block = QWidget()
    block.setAccessibleName(title)
    column = QVBoxLayout(block)
    column.setContentsMargins(0, themes.current.size("space.1"), 0, 0)
    column.setSpacing(themes.current.size("space.1"))
    column.addWidget(SectionHeader(title, themes, note=note))
    return block, column
