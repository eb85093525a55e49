"""The strip under the reading pane: incidents that a person linked to the one shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.widgets.buttons import Button
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.labels import Label, Rule
from desktop.widgets.painting import paint_focus, paint_pill, paint_rounded
from desktop.wording import count_words, day_words
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from desktop.theme import ThemeSource
    from models.incident import LinkView
    from models.mentions import KeyedIncident

SHOWN = 3
_CARD_HEIGHT = 76
_PAD = 11
_MENTIONS = 6


class RelatedCard(QAbstractButton):
    """One linked incident: key and severity, title, how it is linked."""

    def __init__(self, link: LinkView, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show a link from the side of the incident that is open."""
        super().__init__(parent)
        self._link = link
        self._themes = themes
        severity = f", {link.severity.value}" if link.severity else ""
        self.setAccessibleName(f"{link.key}{severity}, {link.title}, {phrase_of(link)}")
        self.setToolTip(story_of(link))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, _CARD_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._themes.current
        link = self._link
        painter = QPainter(self)
        box = QRectF(self.rect())
        fill = theme.color("bg.hover" if self.underMouse() else "bg.raised")
        radius = theme.size("radius.control")
        paint_rounded(painter, box, fill, radius, theme.color("border.default"))
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        height = theme.size("pill.height")
        painter.setFont(theme.font("key"))
        painter.setPen(theme.color("text.secondary"))
        painter.drawText(QRectF(inner.x(), 10, inner.width(), height), middle, link.key)
        if link.severity is not None:
            width = QFontMetricsF(theme.font("key")).horizontalAdvance(link.key)
            paint_pill(painter, theme, inner.x() + round(width) + 7, 10, link.severity)
        for style, token, top, words in (
            ("body.strong", "text.primary", 31, link.title),
            ("meta", "text.tertiary", 50, phrase_of(link).capitalize()),
        ):
            painter.setFont(theme.font(style))
            painter.setPen(theme.color(token))
            metrics = QFontMetricsF(painter.font())
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
            line = QRectF(inner.x(), top, inner.width(), theme.line_height(style))
            painter.drawText(line, middle, shown)
        if self.hasFocus():
            paint_focus(painter, theme, box, radius)
        painter.end()


def phrase_of(link: LinkView) -> str:
    """How the two are linked, and what was known at a repeat where somebody filed it."""
    known = f", known: {link.known}" if link.known else ""
    return f"{link.phrase}{known}"


def story_of(link: LinkView) -> str:
    """Title, reason, and who linked the two when."""
    who = f"Linked by {link.made_by}" if link.made_by else "Linked"
    when = f"{who} on {day_words(link.made_at.date())}" if link.made_at else ""
    return "\n".join(part for part in (link.title, link.reason, when) if part)


class RelatedStrip(QWidget):
    """Up to three cards, and the incidents that name this one; hidden while there are none.

    Signals:
        key_pressed: key of the incident whose card was pressed.
        unlink_requested: `LinkView` that a person wants to take back.
    """

    key_pressed = Signal(str)
    unlink_requested = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._themes = themes
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Related incidents")
        theme = themes.current
        self._note = Label("", themes, tone="tertiary")
        self._cards = QHBoxLayout()
        self._cards.setSpacing(theme.size("space.1"))
        head = QHBoxLayout()
        head.setSpacing(theme.size("space.1"))
        head.addWidget(Label("Related incidents", themes, style="section"))
        head.addWidget(self._note, 1)
        inner = QVBoxLayout()
        side = theme.size("space.4")
        inner.setContentsMargins(side, 10, 20, 14)
        inner.setSpacing(theme.size("space.1"))
        inner.addLayout(head)
        inner.addLayout(self._cards)
        self._mentions = FlowLayout(spacing=2)
        inner.addLayout(self._mentions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(inner)
        self.hide()

    def show_links(
        self, links: Sequence[LinkView], mentioned_by: Sequence[KeyedIncident] = ()
    ) -> None:
        """Show the first of these links, and who names the incident; nothing hides the strip."""
        links = [link for link in links if link.kind is not LinkKind.NOT_RELATED]
        self._show_mentions(mentioned_by)
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for link in links[:SHOWN]:
            card = RelatedCard(link, self._themes)
            card.clicked.connect(lambda _on=False, key=link.key: self.key_pressed.emit(key))
            remove = QAction(f"Remove the link to {link.key}", card)
            remove.triggered.connect(partial(self._unlink, link))
            card.addAction(remove)
            card.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            self._cards.addWidget(card, 1)
        for _empty in range(SHOWN - min(SHOWN, len(links))):
            self._cards.addStretch(1)
        more = len(links) - SHOWN
        words = count_words(len(links), "link") if links else ""
        self._note.setText(f"{words}, {more} more in the menu" if more > 0 else words)
        self.setVisible(bool(links) or bool(mentioned_by))

    def _show_mentions(self, mentioned_by: Sequence[KeyedIncident]) -> None:
        self._mentions.clear()
        if not mentioned_by:
            return
        self._mentions.addWidget(
            Label("Mentioned in", self._themes, style="meta", tone="secondary")
        )
        for one in mentioned_by[:_MENTIONS]:
            button = Button(one.key, self._themes, kind="link", small=True)
            button.setToolTip(one.title)
            button.setAccessibleName(f"{one.key}, {one.title}, mentions this incident")
            button.clicked.connect(lambda _on=False, key=one.key: self.key_pressed.emit(key))
            self._mentions.addWidget(button)
        more = len(mentioned_by) - _MENTIONS
        if more > 0:
            words = f"and {more} more"
            self._mentions.addWidget(Label(words, self._themes, style="meta", tone="tertiary"))

    def _unlink(self, link: LinkView, _checked: bool = False) -> None:
        self.unlink_requested.emit(link)
