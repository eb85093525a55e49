"""Asks which postmortems become a web site, where it is written, and who is given it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.dialogs.fields import Choice, Field, TextEdit
from desktop.dialogs.framed import FramedDialog
from desktop.widgets.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import ThemeSource

_BAR = 160


class SiteDialog(FramedDialog):
    """What a site holds, and where it goes. It stays open while the site is written.

    Attributes:
        folder: field of the folder.

    Signals:
        wanted: the site shall be written as it stands here.
        stopped: writing shall end, nothing is kept.
    """

    wanted = Signal()
    stopped = Signal()

    def __init__(
        self,
        scopes: Sequence[tuple[str, str]],
        folder: Path,
        themes: ThemeSource,
        parent: QWidget | None = None,
    ) -> None:
        """Offer these ``(value, words)`` of incidents; the first is chosen."""
        super().__init__(
            "Share as a web site",
            themes,
            parent,
            text="Pages for any browser, with a search, in a folder that you hand on. "
            "Nothing is sent from here.",
        )
        self._is_writing = False
        self.scope = Choice(scopes, themes)
        self.finals = QCheckBox("Final postmortems only; drafts stay here")
        self.finals.setChecked(True)
        self.anonymise = QCheckBox("Replace people by roles; pictures are left out")
        checks = QVBoxLayout()
        checks.setSpacing(themes.current.size("space.0.5"))
        checks.addWidget(self.finals)
        checks.addWidget(self.anonymise)
        self._place = TextEdit(themes)
        self._place.setText(str(folder))
        self.folder = Field("folder", "Folder of its own", self._place_row(), themes)
        self._place.setAccessibleName("Folder of its own")
        self.recipients = TextEdit(themes, placeholder="search team, checkout team")
        self._whom = Field("recipients", "Who is given it, to be recorded", self.recipients, themes)
        scope = Field("scope", "Incidents", self.scope, themes)
        self.body.addWidget(scope)
        self.body.addLayout(checks)
        self.body.addWidget(self.folder)
        self.body.addWidget(self._whom)
        self._form = (scope, self.finals, self.anonymise, self.folder, self._whom)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        self._bar.setAccessibleName("Progress")
        self._bar.hide()
        self._footer.insertWidget(1, self._bar)
        self.set_confirm("Write the site")
        self.confirmed.connect(self._on_confirmed)
        self.scope.setFocus()
        self._fit()

    @property
    def path(self) -> Path:
        """The folder that stands there."""
        return Path(self._place.text().strip()).expanduser()

    def set_place(self, folder: Path) -> None:
        """Put another folder there."""
        self._place.setText(str(folder))
        self.folder.clear_complaint()

    def show_writing(self, done: int, total: int) -> None:
        """Say how far it is; the form waits, and the way out stops it."""
        self._set_writing(True)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.set_footnote(f"{done:,} of {total:,} written" if total else "Beginning…")

    def complain(self, words: str) -> None:
        """Say why nothing was written; the form is as it was."""
        self._set_writing(False)
        self.banner.say(words, "error")
        self._fit()

    @override
    def reject(self) -> None:
        """Close; while a site is written, stop that first."""
        if self._is_writing:
            self.stopped.emit()
            return
        super().reject()

    def _fit(self) -> None:
        """As high as its texts at this width; Qt alone counts one line of each."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(self.width(), self.heightForWidth(self.width()))

    def _set_writing(self, writing: bool) -> None:
        self._is_writing = writing
        self.banner.clear()
        for part in self._form:
            part.setEnabled(not writing)
        self._bar.setVisible(writing)
        self.set_busy(writing)
        self.set_footnote("")
        self.cancel_button.setText("Stop" if writing else "Cancel")

    def _place_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self.themes.current.size("space.1"))
        choose = Button("Choose…", self.themes, name="Choose the folder of the site")
        choose.clicked.connect(self._on_choose)
        layout.addWidget(self._place, 1)
        layout.addWidget(choose)
        row.setFocusProxy(self._place)
        return row

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, "Folder of the site", str(self.path.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: self.set_place(Path(folder)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _on_confirmed(self) -> None:
        if not self._place.text().strip() or not self.path.is_absolute():
            self.folder.complain("Name a folder with its whole path.")
            return
        self.folder.clear_complaint()
        self.show_writing(0, 0)
        self.wanted.emit()
