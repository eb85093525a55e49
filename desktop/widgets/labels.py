"""Text in one of the design's type styles, and the hairlines between sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource

Tone = Literal[
    "primary", "secondary", "tertiary", "disabled", "accent", "danger", "warning", "success"
]


HAIRLINE = 1


class Label(QLabel):
    """A line or paragraph of plain text. Its text is never read as markup.

    Attributes:
        style_name: the type style (``body``, ``meta``, ``title.page`` …).
    """

    def __init__(
        self,
        text: str,
        themes: ThemeSource,
        *,
        style: str = "body",
        tone: Tone = "primary",
        wrap: bool = False,
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Set font and tone; the colour follows the theme through the style sheet."""
        super().__init__(text, parent)
        self.style_name = style
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(themes.current.font(style, weight=weight))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour by its meaning."""
        if self.property("tone") == tone:
            return
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)


class ElidedLabel(Label):
    """One line that gives way: shortened with … on the right, whole in the tooltip."""

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance("…") * 3)
        return hint

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), shown)
        painter.end()


class ClampedLabel(Label):
    """A few lines that give way: the last one is shortened with …, the whole in the tooltip."""

    def __init__(
        self,
        text: str,
        themes: ThemeSource,
        *,
        lines: int = 2,
        style: str = "body",
        tone: Tone = "primary",
        parent: QWidget | None = None,
    ) -> None:
        """Take up to `lines` lines, and no more of them than the words need."""
        self._most = lines
        super().__init__(text, themes, style=style, tone=tone, wrap=True, parent=parent)

    @override
    def heightForWidth(self, width: int) -> int:
        return len(self._lines(width)) * self.fontMetrics().lineSpacing()

    @override
    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("…") * 3, metrics.lineSpacing())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        box = self.contentsRect()
        lines = self._lines(box.width())
        last = lines[-1].strip()
        lines[-1] = self.fontMetrics().elidedText(last, Qt.TextElideMode.ElideRight, box.width())
        self.setToolTip("" if lines[-1] == last else self.text())
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        step = self.fontMetrics().lineSpacing()
        for place, line in enumerate(lines):
            top = QRect(box.left(), box.top() + place * step, box.width(), step)
            painter.drawText(top, int(self.alignment()), line.strip())
        painter.end()

    def _lines(self, width: int) -> list[str]:
        """The text in lines of this width; the last one holds all that is left."""
        text = self.text()
        lines: list[str] = []
        layout = QTextLayout(text, self.font())
        breaking = QTextOption()
        breaking.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(breaking)
        layout.beginLayout()
        while len(lines) < self._most - 1:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            lines.append(text[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
        left = text[sum(len(line) for line in lines) :]
        return [*lines, left] if left or not lines else lines


class Rule(QFrame):
    """A hairline: ``default`` parts panes and heads sections, ``subtle`` parts rows."""

    def __init__(
        self,
        kind: Literal["default", "subtle", "upright"] = "default",
        parent: QWidget | None = None,
    ) -> None:
        """Lie flat, or stand upright between panes."""
        super().__init__(parent)
        self.setObjectName({"default": "rule", "subtle": "ruleSubtle"}.get(kind, "ruleUpright"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        if kind == "upright":
            self.setFixedWidth(HAIRLINE)
        else:
            self.setFixedHeight(HAIRLINE)
