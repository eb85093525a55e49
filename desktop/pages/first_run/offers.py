"""What can be done before there is a library, and the card that offers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.widgets.painting import paint_focus, paint_rounded

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

_EDGE = 16
_GAP = 14
_WRAP = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be done.

    Attributes:
        command: name of the window's command.
        shortcut: shown at the right; empty for none.
    """

    command: str
    title: str
    text: str
    icon: str
    shortcut: str = ""


def offers(location: str = "") -> tuple[Offer, ...]:
    """The offers in their order; `location` is where a new library will be kept."""
    kept = f"It will be kept in {location}." if location else "One file, kept where you say."
    return (
        Offer("new-library", "New library", f"Start empty. {kept}", "database"),
        Offer(
            "demo",
            "Try the demo library",
            "Some 70 incidents at a made-up company, with repeats, drafts and overdue actions.",
            "sparkles",
        ),
        Offer(
            "import-folder",
            "Import a folder",
            "Make a library from postmortems in Markdown; the files stay as they are.",
            "file-plus",
        ),
        Offer(
            "open-library",
            "Open a library",
            "One that is on this disk already.",
            "folder-open",
            "Ctrl+O",
        ),
        Offer(
            "open-team-library",
            "Open a team’s library",
            "A PostgreSQL database that several people share.",
            "users",
        ),
    )


class OfferCard(QAbstractButton):
    """A large button: icon, title, and what will happen.

    Signals:
        chosen: the offer's command.
    """

    chosen = Signal(str)

    def __init__(self, offer: Offer, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Offer one thing."""
        super().__init__(parent)
        self._offer = offer
        self._themes = themes
        self.setText(offer.title)
        self.setAccessibleName(offer.title)
        self.setAccessibleDescription(offer.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda: self.chosen.emit(offer.command))
        themes.changed.connect(self.update)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 400)))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        theme = self._themes.current
        box = QRectF(0, 0, self._text_width(width), 1000).toRect()
        metrics = QFontMetrics(theme.font("body"))
        lines = metrics.boundingRect(box, int(_WRAP), self._offer.text).height()
        return 2 * _EDGE + theme.line_height("section.form") + lines

    def _text_width(self, width: int) -> int:
        return width - 2 * _EDGE - self._themes.current.size("icon") - _GAP

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.current
        painter = QPainter(self)
        rect = QRectF(self.rect())
        fill = theme.color("bg.hover" if self.underMouse() or self.isDown() else "bg.raised")
        radius = theme.size("radius.panel")
        paint_rounded(painter, rect, fill, radius, theme.color("border.default"))
        side = theme.size("icon")
        head = theme.line_height("section.form")
        mark = QRectF(_EDGE, _EDGE + (head - side) / 2, side, side)
        paint_icon(painter, mark, self._offer.icon, theme.color("accent.text"))
        left = _EDGE + side + _GAP
        painter.setFont(theme.font("section.form"))
        painter.setPen(theme.color("text.primary"))
        title = QRectF(left, _EDGE, rect.width() - left - _EDGE, head)
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, self._offer.title)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(
            title, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._offer.shortcut
        )
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text.secondary"))
        words = QRectF(left, _EDGE + head, self._text_width(self.width()), rect.height())
        painter.drawText(words, int(_WRAP), self._offer.text)
        if self.hasFocus():
            paint_focus(painter, theme, rect, radius)
        painter.end()
