"""Shows the chain that an incident is part of, and every link that it has or had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.dialogs.correct_known import correct_known
from desktop.dialogs.framed import FramedDialog
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.painting import paint_focus, paint_pill, paint_rounded
from desktop.widgets.scrolling import scrolling
from desktop.widgets.section_header import SectionHeader
from desktop.wording import count_words, day_of, day_words
from models.figures.repeats import WasKnown
from models.history import LinkStep
from models.recurrence.chains import ChainStep

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtGui import QPaintEvent

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library

_WIDTH = 680
_HEIGHT = 560
_FRAME = 150
_CARD = 46
_RAIL = 26
_PAD = 11.0
_KNOWN = {
    WasKnown.LATE: "known, and late",
    WasKnown.UNFIXED: "known and unfixed",
    WasKnown.INEFFECTIVE: "done but ineffective",
    WasKnown.NEVER_REVIEWED: "never reviewed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainContents:
    """What the dialog shows.

    Attributes:
        key: of the incident that it was opened from.
        history: every link of that incident, also those taken back, oldest first.
    """

    key: str
    steps: tuple[ChainStep, ...]
    history: tuple[LinkStep, ...]


class StepCard(QAbstractButton):
    """One incident: key, severity, day, title. Pressing it opens the incident."""

    def __init__(self, step: ChainStep, day: str, themes: ThemeSource, *, is_here: bool) -> None:
        """Show a step; the one that the dialog was opened from is marked."""
        super().__init__()
        self._step, self._day, self._themes, self._is_here = step, day, themes, is_here
        severity = f", {step.severity.value}" if step.severity else ""
        here = ", the incident that is open" if is_here else ""
        self.setAccessibleName(f"{step.key}{severity}, {step.title}, {day}{here}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _CARD)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, step = self._themes.current, self._step
        painter = QPainter(self)
        box = QRectF(self.rect())
        ground = "bg.hover" if self.underMouse() else "bg.raised"
        fill = theme.color("accent.tint" if self._is_here else ground)
        border = theme.color("accent.border" if self._is_here else "border.default")
        radius = theme.size("radius.control")
        paint_rounded(painter, box, fill, radius, border)
        inner = box.adjusted(_PAD, 5, -_PAD, -5)
        line = theme.line_height("body")
        middle = Qt.AlignmentFlag.AlignVCenter
        right = middle | Qt.AlignmentFlag.AlignRight
        top = QRectF(inner.x(), inner.y(), inner.width(), line - 2)
        painter.setFont(theme.font("key", weight=600))
        painter.setPen(theme.color("text.primary"))
        painter.drawText(top, middle, step.key)
        if step.severity is not None:
            left = top.x() + painter.fontMetrics().horizontalAdvance(step.key) + 8
            paint_pill(painter, theme, round(left), round(top.y()), step.severity)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(top, right, self._day)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text.secondary"))
        words = QRectF(inner.x(), top.bottom(), inner.width(), line - 2)
        elide = Qt.TextElideMode.ElideRight
        title = painter.fontMetrics().elidedText(step.title, elide, round(words.width()))
        painter.drawText(words, middle, title)
        if self.hasFocus():
            paint_focus(painter, theme, box, radius)
        painter.end()


class Rail(QWidget):
    """The line from one incident down to the next, with its head."""

    def __init__(self, themes: ThemeSource) -> None:
        """Draw from the theme that holds."""
        super().__init__()
        self._themes = themes
        self.setFixedWidth(_RAIL)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._themes.current.color("border.control"), 1.5))
        middle, bottom = self.width() / 2 + 4, self.height() - 2.0
        painter.drawLine(QPointF(middle, 2), QPointF(middle, bottom))
        for side in (-4.0, 4.0):
            painter.drawLine(QPointF(middle + side, bottom - 5), QPointF(middle, bottom))
        painter.end()


class ChainDialog(FramedDialog):
    """The chain from top to bottom, then the history of links.

    Signals:
        opened: UUID of the incident whose card was pressed.
        correction_wanted: `ChainStep` of which it shall be said anew what was known.
    """

    opened = Signal(object)
    correction_wanted = Signal(object)

    def __init__(self, key: str, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet; `show_contents` does."""
        super().__init__(f"How {key} came back", themes, parent, width=_WIDTH)
        self.cancel_button.setText("Close")
        self._key = key
        self._inner = QWidget()
        self._inner.setObjectName("canvas")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, themes.current.size("space.1"), 0)
        self._column.setSpacing(0)
        area = scrolling(self._inner)
        area.setMinimumHeight(160)
        self.body.addWidget(area, 1)

    def show_contents(self, contents: ChainContents, zone: str) -> None:
        """Show a chain and the history of links, in the place of what was shown."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.set_text(chain_words(contents.steps))
        for step in contents.steps if len(contents.steps) > 1 else ():
            if step is not contents.steps[0]:
                self._column.addWidget(self._between(step, zone))
            day = day_of(step.started_at, zone) or "start unknown"
            card = StepCard(step, day, self.themes, is_here=step.key == contents.key)
            card.clicked.connect(lambda _on=False, id=step.id: self._open(id))
            self._column.addWidget(card)
        if contents.history:
            self._column.addSpacing(self.themes.current.size("space.2"))
            count = count_words(len(contents.history), "link")
            self._column.addWidget(SectionHeader("Link history", self.themes, note=count))
            for link in reversed(contents.history):
                words = Label(history_words(link, contents.key, zone), self.themes, wrap=True)
                words.setProperty("tone", "tertiary" if link.removed_at else "secondary")
                words.setContentsMargins(0, 5, 0, 0)
                self._column.addWidget(words)
        self._column.addStretch(1)
        self.resize(_WIDTH, min(_HEIGHT, _FRAME + self._height()))
        self.cancel_button.setFocus()

    def _height(self) -> int:
        """What the content needs; wrapped lines make it more than the layout's own hint."""
        total = 0
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.ensurePolished()
                lines = widget.heightForWidth(_WIDTH - 2 * _FRAME // 3)
                total += max(lines, widget.sizeHint().height())
        return total

    def _open(self, id: UUID) -> None:
        self.accept()
        self.opened.emit(id)

    def _between(self, step: ChainStep, zone: str) -> QWidget:
        """What lies between two incidents: the gap, what was done, and whether it was known."""
        themes = self.themes
        words = QVBoxLayout()
        words.setContentsMargins(0, 7, 0, 7)
        words.setSpacing(2)
        gap = "gap unknown" if step.days is None else f"{count_words(step.days, 'day')} later"
        known = f"{gap}, {_KNOWN[step.known]}" if step.known else gap
        words.addLayout(self._known_line(step, known))
        for item in step.done:
            owner = f", {item.owner}" if item.owner else ""
            text = f"Done {day_words(item.completed_on)}: {item.title}{owner}"
            words.addWidget(Label(text, themes, style="meta", tone="success", wrap=True))
        if not step.done:
            words.addWidget(Label("Nothing was done between", themes, style="meta", tone="warning"))
        if step.left_open:
            left = f"{count_words(step.left_open, 'action item')} still open by then"
            words.addWidget(Label(left, themes, style="meta", tone="danger"))
        if step.reason or step.said_at:
            who = f"linked by {step.said_by}" if step.said_by else "linked"
            when = f"{who} {day_of(step.said_at, zone)}" if step.said_at else ""
            said = f"{step.reason} ({when})" if step.reason and when else step.reason or when
            words.addWidget(Label(said, themes, style="meta", tone="tertiary", wrap=True))
        block = QWidget()
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.size("space.1"))
        row.addWidget(Rail(themes))
        row.addLayout(words, 1)
        return block

    def _known_line(self, step: ChainStep, words: str) -> QHBoxLayout:
        """The gap and the verdict, with a way to correct it where a link holds it."""
        row = QHBoxLayout()
        row.setSpacing(self.themes.current.size("space.1"))
        row.addWidget(Label(words, self.themes, style="body.strong"))
        if step.link_id is not None and step.known is not None:
            correct = Button("Correct…", self.themes, kind="link", small=True)
            correct.setAccessibleName(f"Correct what was known when {step.key} started")
            correct.clicked.connect(lambda: self.correction_wanted.emit(step))
            row.addWidget(correct)
        row.addStretch(1)
        return row


def chain_words(steps: tuple[ChainStep, ...]) -> str:
    """What the chain says in one line."""
    if len(steps) < 2:
        return "Nobody linked it to another incident as a recurrence or the same class."
    gaps = [step.days for step in steps[1:] if step.days is not None]
    every = f", {min(gaps)} to {max(gaps)} days apart" if len(gaps) > 1 else ""
    return f"{len(steps)} incidents of one class{every}. Links made by persons only."


def history_words(link: LinkStep, key: str, zone: str) -> str:
    """A link as it was made, from the side of one incident, and when it was taken back."""
    outgoing = link.from_key == key
    phrase = link.kind.value if outgoing else link.kind.inverse
    other = link.to_key if outgoing else link.from_key
    who = f" by {link.made_by}" if link.made_by else ""
    gone = f", taken back {day_of(link.removed_at, zone)}" if link.removed_at else ""
    reason = f": {link.reason}" if link.reason else ""
    return f"{day_of(link.made_at, zone)}{who}, {phrase} {other}{gone}{reason}"


def show_chain(
    session: LibrarySession,
    themes: ThemeSource,
    parent: QWidget,
    incident_id: UUID,
    key: str,
    *,
    opened: Callable[[UUID], None],
) -> ChainDialog:
    """Show the chain that an incident is part of.

    Args:
        session: the open library.
        themes: where colours come from.
        parent: the window that it belongs to.
        incident_id: the incident.
        key: its key.
        opened: told the incident whose card is pressed.
    """
    dialog = ChainDialog(key, themes, parent)
    dialog.opened.connect(opened)

    def read() -> None:
        session.read(
            dialog,
            lambda library: read_chain(library, incident_id, key),
            lambda contents: dialog.show_contents(contents, session.zone),
        )

    def correct(step: ChainStep) -> None:
        if step.link_id is not None and step.known is not None:
            correct_known(session, themes, dialog, step.link_id, step.key, step.known, done=read)

    dialog.correction_wanted.connect(correct)
    read()
    dialog.open()
    return dialog


def read_chain(library: Library, incident_id: UUID, key: str) -> ChainContents:
    """The chain and the links of an incident; for the store lane."""
    from models.recurrence.chains import chain_of  # noqa: PLC0415  (after the start)

    members = library.links.class_of(incident_id)
    zone = library.settings.zone
    return ChainContents(
        key=key,
        steps=chain_of(list(library.incidents.documents(list(members))), zone),
        history=tuple(library.links.history(incident_id)),
    )
