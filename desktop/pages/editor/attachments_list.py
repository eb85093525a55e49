"""The files kept with the incident, below its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.editor.attaching import can_open
from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel, Label, Rule
from desktop.widgets.marks import IconMark

if TYPE_CHECKING:
    from desktop.theme import ThemeSource
    from models.incident import AttachmentInfo

_ROW = 32


class AttachmentsList(QWidget):
    """One row for each file: name, size, and what can be done with it.

    Signals:
        add_requested: choose files to attach.
        open_requested: `AttachmentInfo` to look at.
        save_requested: `AttachmentInfo` to write elsewhere.
        remove_requested: `AttachmentInfo` to take away.
    """

    add_requested = Signal()
    open_requested = Signal(object)
    save_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start without files."""
        super().__init__(parent)
        self._themes = themes
        self._files: tuple[AttachmentInfo, ...] = ()
        self._read_only = False
        self.setAccessibleName("Attachments")
        self._add = Button("Attach files…", themes, icon_name="paperclip", small=True)
        self._add.clicked.connect(self.add_requested)
        self._empty = Label(
            "Paste a screenshot or drop files into a text; they are kept here with the incident.",
            themes,
            style="meta",
            tone="tertiary",
            wrap=True,
        )
        head = QHBoxLayout()
        head.addWidget(Label("Attachments", themes, style="section.form"), 1)
        head.addWidget(self._add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.0.5"))
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addLayout(self._rows)

    @property
    def files(self) -> tuple[AttachmentInfo, ...]:
        """What is shown."""
        return self._files

    @Slot(object)
    def show_files(self, files: tuple[AttachmentInfo, ...]) -> None:
        """Show these."""
        if files == self._files:
            return
        self._files = files
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for info in files:
            self._rows.addWidget(self._row(info))
            self._rows.addWidget(Rule("subtle"))
        self._empty.setVisible(not files)

    def set_read_only(self, read_only: bool) -> None:
        """Offer only to look at files and to save them."""
        self._read_only = read_only
        self._add.setVisible(not read_only)
        for button in self.findChildren(Button):
            if button.property("removes"):
                button.setVisible(not read_only)

    def _row(self, info: AttachmentInfo) -> QWidget:
        row = QWidget()
        row.setFixedHeight(_ROW)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._themes.current.size("space.1"))
        icon = "image" if info.media_type.startswith("image/") else "paperclip"
        line.addWidget(IconMark(self._themes, icon, token="text.secondary"))
        line.addWidget(ElidedLabel(info.name, self._themes), 1)
        size = Label(size_words(info.size), self._themes, style="meta", tone="tertiary")
        line.addWidget(size, 0, Qt.AlignmentFlag.AlignRight)
        for words, signal, wanted in (
            ("Open", self.open_requested, can_open(info)),
            ("Save as…", self.save_requested, True),
            ("Remove", self.remove_requested, True),
        ):
            button = Button(words, self._themes, kind="link")
            button.setAccessibleName(f"{words} {info.name}")
            button.setVisible(wanted)
            button.clicked.connect(lambda _on=False, to=signal, one=info: to.emit(one))
            if signal is self.remove_requested:
                button.setProperty("removes", True)
                button.setVisible(not self._read_only)
            line.addWidget(button)
        return row


def size_words(size: int) -> str:
    """A size as people read it, in decimal units."""
    if size < 1000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{size / 1000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"
