"""The frame of every dialog: a heading, room for one banner, the body, a footer with buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.theme import ThemeSource
    from desktop.widgets.buttons import ButtonKind

WIDTH = 480


class FramedDialog(QDialog):
    """A dialog of the design. It is shown with `open()` and never blocks the caller.

    Attributes:
        banner: says what went wrong; hidden until then.
        body: where the content goes.

    Signals:
        confirmed: the main button was pressed, or Ctrl+Enter.
    """

    confirmed = Signal()

    def __init__(
        self,
        title: str,
        themes: ThemeSource,
        parent: QWidget | None = None,
        *,
        text: str = "",
        width: int = WIDTH,
    ) -> None:
        """Build the frame; the body is empty and the footer has only a way out.

        Args:
            title: the heading, also the window's title.
            themes: where colours come from.
            parent: the window that it belongs to.
            text: a quiet line below the heading.
            width: in logical pixels.
        """
        super().__init__(parent)
        self.themes = themes
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(width, 0)
        self.setMinimumWidth(min(width, WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        content = QWidget()
        self._content = QVBoxLayout(content)
        edge = themes.current.size("space.2")
        self._content.setContentsMargins(edge, edge, edge, edge)
        self._content.setSpacing(themes.current.size("space.1"))
        self._heading = Label(title, themes, style="section.form")
        self._content.addWidget(self._heading)
        self._text = Label(text, themes, tone="secondary", wrap=True)
        self._text.setVisible(bool(text))
        self._content.addWidget(self._text)
        self.banner = Banner(themes)
        self._content.addWidget(self.banner)
        self.body = QVBoxLayout()
        self.body.setSpacing(themes.current.size("space.1.5"))
        self._content.addLayout(self.body, 1)
        column.addWidget(content, 1)
        column.addWidget(self._make_footer())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self._on_confirm)

    def set_heading(self, title: str) -> None:
        """Change the heading and the window's title."""
        self._heading.setText(title)
        self.setWindowTitle(title)

    def set_text(self, text: str) -> None:
        """Change the quiet line below the heading."""
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def set_confirm(self, text: str, *, kind: ButtonKind = "primary") -> Button:
        """Name the main button; pressing it tells `confirmed`."""
        self.confirm_button.setText(text)
        self.confirm_button.setProperty("kind", kind)
        self.confirm_button.show()
        return self.confirm_button

    def add_button(self, text: str, slot: Callable[[], None]) -> Button:
        """Put another button before the main one."""
        button = Button(text, self.themes)
        button.clicked.connect(slot)
        self._footer.insertWidget(self._footer.count() - 2, button)
        return button

    def set_footnote(self, text: str) -> None:
        """Say something quiet at the left of the footer."""
        self._footnote.setText(text)

    def set_busy(self, busy: bool) -> None:
        """While something is being done the main button waits."""
        self.confirm_button.setEnabled(not busy)

    def _make_footer(self) -> QFrame:
        footer = QFrame()
        footer.setObjectName("footer")
        edge = self.themes.current.size("space.1.5")
        self._footer = QHBoxLayout(footer)
        self._footer.setContentsMargins(edge, edge, edge, edge)
        self._footer.setSpacing(self.themes.current.size("space.1"))
        self._footnote = Label("", self.themes, style="meta", tone="tertiary")
        self.cancel_button = Button("Cancel", self.themes)
        self.cancel_button.clicked.connect(self.reject)
        self.confirm_button = Button("", self.themes, kind="primary")
        self.confirm_button.clicked.connect(self._on_confirm)
        self.confirm_button.hide()
        self._footer.addWidget(self._footnote)
        self._footer.addStretch(1)
        self._footer.addWidget(self.cancel_button)
        self._footer.addWidget(self.confirm_button)
        return footer

    @Slot()
    def _on_confirm(self) -> None:
        if self.confirm_button.isEnabled() and not self.confirm_button.isHidden():
            self.confirmed.emit()


def ask(
    parent: QWidget,
    themes: ThemeSource,
    *,
    title: str,
    text: str,
    confirm: str,
    cancel: str = "Cancel",
    confirmed: Callable[[], None],
    danger: bool = False,
) -> FramedDialog:
    """Ask one question; `confirmed` is called when the person agrees.

    Args:
        parent: the window that waits for the answer.
        themes: where colours come from.
        title: the question.
        text: what follows from the answer.
        confirm: words of the button that agrees.
        cancel: words of the button that does not.
        confirmed: what to do then.
        danger: whether agreeing takes something away; then the other button has the keyboard.
    """
    dialog = FramedDialog(title, themes, parent, text=text)
    dialog.set_confirm(confirm, kind="danger" if danger else "primary")
    dialog.cancel_button.setText(cancel)
    dialog.confirmed.connect(dialog.accept)
    dialog.accepted.connect(confirmed)
    (dialog.cancel_button if danger else dialog.confirm_button).setFocus()
    dialog.open()
    return dialog
