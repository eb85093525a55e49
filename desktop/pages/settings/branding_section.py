"""How the library's reports look: company, logo, accent colour, paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.dialogs.fields import Choice, Field, TextEdit
from desktop.widgets.buttons import Button, SegmentedControl
from desktop.widgets.labels import Label
from desktop.widgets.section_header import SectionHeader
from models.errors import UserError
from models.report_look import FORMATS, PAPERS, ReportLook

if TYPE_CHECKING:
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library

_LOGO_HEIGHT = 28
_LOGO_WIDTH = 180
_FORMATS = {
    "English": "English (15 March 2025, 1,234.5)",
    "en-US": "English, United States (March 15, 2025, 1,234.5)",
    "ISO": "ISO (2025-03-15, 1 234.5)",
    "cs-CZ": "Czech (15.03.2025, 1 234,5)",
    "da-DK": "Danish (15.03.2025, 1.234,5)",
    "de-AT": "German, Austria (15.03.2025, 1 234,5)",
    "de-CH": "German, Switzerland (15.03.2025, 1’234.5)",
    "de-DE": "German (15.03.2025, 1.234,5)",
    "en-IN": "English, India (15/03/2025, 1,23,456.5)",
    "es-ES": "Spanish (15/3/2025, 1234,5)",
    "es-MX": "Spanish, Mexico (15/03/2025, 1,234.5)",
    "fi-FI": "Finnish (15.3.2025, 1 234,5)",
    "fr-CA": "French, Canada (2025-03-15, 1 234,5)",
    "fr-CH": "French, Switzerland (15.03.2025, 1 234,5)",
    "fr-FR": "French (15/03/2025, 1 234,5)",
    "hu-HU": "Hungarian (2025. 03. 15., 1234,5)",
    "it-IT": "Italian (15/03/2025, 1234,5)",
    "ja-JP": "Japanese (2025/03/15, 1,234.5)",
    "nb-NO": "Norwegian (15.03.2025, 1 234,5)",
    "nl-NL": "Dutch (15-03-2025, 1.234,5)",
    "pl-PL": "Polish (15.03.2025, 1234,5)",
    "pt-BR": "Portuguese, Brazil (15/03/2025, 1.234,5)",
    "pt-PT": "Portuguese (15/03/2025, 1234,5)",
    "ro-RO": "Romanian (15.03.2025, 1.234,5)",
    "sv-SE": "Swedish (2025-03-15, 1 234,5)",
    "tr-TR": "Turkish (15.03.2025, 1.234,5)",
    "uk-UA": "Ukrainian (15.03.2025, 1 234,5)",
    "zh-CN": "Chinese (2025/3/15, 1,234.5)",
}
"""Each with a day and a number as it writes them; a test holds them against `exporters.formats`."""

_IMAGES = "Images (*.png *.jpg *.jpeg *.gif *.webp)"


class BrandingSection(QWidget):
    """Each change holds at once; what cannot be printed well is refused beside its field."""

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build it empty; `reload` reads what is set."""
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._look = ReportLook()
        self.setAccessibleName("Reports")
        self.company = TextEdit(themes, placeholder="Afterword")
        self.company.editingFinished.connect(self._on_company)
        self.accent = TextEdit(themes, placeholder="#2B4F92", style="key")
        self.accent.editingFinished.connect(self._on_accent)
        self.paper = SegmentedControl([(one, one) for one in PAPERS], themes, name="Paper")
        self.paper.chosen.connect(self._on_paper)
        self.formats = Choice([(one, _FORMATS[one]) for one in FORMATS], themes)
        self.formats.edited.connect(self._on_formats)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, themes.current.size("space.1"), 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        column.addWidget(SectionHeader("Reports", themes, note="for everybody who opens it"))
        self.fields = {
            "company": Field("company", "Company, in place of “Afterword”", self.company, themes),
            "accent": Field("accent", "Colour of links and charts", self.accent, themes),
            "logo": Field("logo", "Logo", self._make_logo(), themes),
            "paper": Field("paper", "Paper", self._make_paper(), themes),
            "formats": Field("formats", "Dates and numbers in reports", self.formats, themes),
        }
        for field in self.fields.values():
            column.addWidget(field)
        said = "The words stay English, and JSON files are the same everywhere."
        column.addWidget(Label(said, themes, style="meta", tone="tertiary", wrap=True))
        session.changed.connect(self._on_changed)

    def _make_logo(self) -> QWidget:
        themes = self._themes
        self.logo = QLabel()
        self.logo.setAccessibleName("Logo on reports")
        # As on paper: a logo is made for white, whatever the window's theme.
        self.logo.setObjectName("paper")
        self.logo.hide()
        self.choose_logo = Button("Choose image…", themes, icon_name="file-plus", small=True)
        self.choose_logo.clicked.connect(self._ask_logo)
        self.remove_logo = Button("Remove", themes, kind="ghost", small=True)
        self.remove_logo.setAccessibleName("Remove the logo")
        self.remove_logo.clicked.connect(self._on_logo_removed)
        self.remove_logo.hide()
        return _row(self.logo, self.choose_logo, self.remove_logo, themes=themes)

    def _make_paper(self) -> QWidget:
        return _row(self.paper, themes=self._themes)

    def reload(self) -> None:
        """Read how reports look."""
        if self._session.is_open:
            self._session.read(self, _read, self._show, replaces="report look")

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.settings:
            self.reload()

    def _show(self, look: ReportLook) -> None:
        self._look = look
        for edit, value in ((self.company, look.company), (self.accent, look.accent)):
            if not (edit.hasFocus() and edit.isModified()):
                edit.setText(value)
        self.paper.set_value(look.paper)
        self.formats.set_value(look.formats)
        pixmap = QPixmap()
        shown = look.logo is not None and pixmap.loadFromData(look.logo)
        if shown:
            ratio = self.devicePixelRatioF()
            scaled = pixmap.scaled(
                int(_LOGO_WIDTH * ratio),
                int(_LOGO_HEIGHT * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            scaled.setDevicePixelRatio(ratio)
            self.logo.setPixmap(scaled)
        self.logo.setVisible(shown)
        self.remove_logo.setVisible(shown)
        self.choose_logo.setText("Choose another…" if shown else "Choose image…")

    @Slot()
    def _on_company(self) -> None:
        self._set("company", replace(self._look, company=self.company.text().strip()))

    @Slot()
    def _on_accent(self) -> None:
        text = self.accent.text().strip()
        if text and not text.startswith("#"):
            text = f"#{text}"
        self._set("accent", replace(self._look, accent=text.upper()))

    @Slot(str)
    def _on_paper(self, paper: str) -> None:
        self._set("paper", replace(self._look, paper=paper))

    @Slot()
    def _on_formats(self) -> None:
        self._set("formats", replace(self._look, formats=self.formats.value()))

    @Slot()
    def _on_logo_removed(self) -> None:
        self._set("logo", replace(self._look, logo=None))

    @Slot()
    def _ask_logo(self) -> None:
        dialog = QFileDialog(self, "Choose a logo", str(Path.home()), _IMAGES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.use_logo)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def use_logo(self, name: str) -> None:
        """Read an image in the background, made small and new, and set it as the logo."""
        self._session.runner.run(
            lambda _context: _read_logo(Path(name)),
            lane="background",
            owner=self,
            done=lambda data: self._set("logo", replace(self._look, logo=data)),
            failed=lambda error: self._refuse("logo", error),
            replaces="logo",
        )

    def _set(self, name: str, look: ReportLook) -> None:
        self.fields[name].clear_complaint()
        if look == self._look:
            return
        self._session.perform(
            self,
            lambda library: _write(library, look),
            lambda _changes: self._show(look),
            failed=lambda error: self._refuse(name, error),
        )

    def _refuse(self, name: str, error: Exception) -> None:
        if isinstance(error, UserError):
            self.fields[name].complain(str(error))


def _row(*widgets: QWidget, themes: ThemeSource) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(themes.current.size("space.1"))
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return row


def _read(library: Library) -> ReportLook:
    return library.settings.report_look


def _read_logo(path: Path) -> bytes:
    from exporters.branding import read_logo  # noqa: PLC0415  (Pillow comes with it)

    return read_logo(path)


def _write(library: Library, look: ReportLook) -> Changes:
    from models.operations.report_look import set_report_look  # noqa: PLC0415  (SQLAlchemy)

    return set_report_look(library, look)
