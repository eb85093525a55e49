"""The pages of a report as they will be printed, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPixmap, QPolygonF, QRawFont
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from exporters.page_shapes import (
    DrawnPage,
    PageBox,
    PageCorners,
    PageDisc,
    PageImage,
    PageStroke,
    PageText,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.theme import ThemeSource
    from exporters.page_shapes import PageShape

_GAP = 16
_EDGE = 16
_PAPER = "#ffffff"  # paper is white in the dark look too
_WEIGHTS = {
    "Regular": QFont.Weight.Normal,
    "Italic": QFont.Weight.Normal,
    "Medium": QFont.Weight.Medium,
    "SemiBold": QFont.Weight.DemiBold,
    "SemiBoldItalic": QFont.Weight.DemiBold,
    "Bold": QFont.Weight.Bold,
    "BoldItalic": QFont.Weight.Bold,
}
_FAMILIES = {
    "Inter": "Inter",
    "SourceSerif4": "Source Serif 4",
    "JetBrainsMono": "JetBrains Mono",
}
_LEFT_TO_RIGHT, _END = "\u202d", "\u202c"
_FINER = 8  # a font is made this much larger than it is shown, so that widths are exact


class PrintedPages(QWidget):
    """Shows pages as wide as there is room; what is out of sight is not drawn."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show no page yet."""
        super().__init__(parent)
        self._themes = themes
        self._pages: tuple[DrawnPage, ...] = ()
        self._drawn: dict[int, QPixmap] = {}
        self.setAccessibleName("Preview of the pages")
        themes.changed.connect(self.update)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    def show_pages(self, pages: Sequence[DrawnPage]) -> None:
        """Show these pages; those that are the same as before are not drawn again."""
        new = tuple(pages)
        same = zip(new, self._pages, strict=False)
        kept = {place for place, (one, other) in enumerate(same) if one == other}
        self._drawn = {place: found for place, found in self._drawn.items() if place in kept}
        self._pages = new
        told = " ".join(_words(page) for page in new)
        self.setAccessibleDescription(told[:4000])
        self._fit()
        self.update()

    def boxes(self) -> list[QRectF]:
        """Where each page lies."""
        found = []
        top = float(_EDGE)
        width = self.width() - 2 * _EDGE
        for page in self._pages:
            height = width * page.height / page.width
            found.append(QRectF(_EDGE, top, width, height))
            top += height + _GAP
        return found

    @override
    def sizeHint(self) -> QSize:
        return QSize(440, 620)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._drawn.clear()
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._themes.current
        painter.fillRect(event.rect(), theme.color("bg.sunken"))
        for place, box in enumerate(self.boxes()):
            if not box.intersects(QRectF(event.rect())):
                continue
            painter.drawPixmap(box.topLeft(), self._picture(place, box))
            painter.setPen(QPen(theme.color("border.default"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    def _picture(self, place: int, box: QRectF) -> QPixmap:
        if place not in self._drawn:
            ratio = self.devicePixelRatioF()
            picture = QPixmap((box.size() * ratio).toSize())
            picture.setDevicePixelRatio(ratio)
            picture.fill(QColor(_PAPER))
            painter = QPainter(picture)
            paint_page(painter, self._pages[place], box.width())
            painter.end()
            self._drawn[place] = picture
        return self._drawn[place]

    def _fit(self) -> None:
        boxes = self.boxes()
        self.setMinimumHeight(round(boxes[-1].bottom() + _EDGE) if boxes else 0)


def paint_page(painter: QPainter, page: DrawnPage, width: float) -> None:
    """Draw a page `width` logical pixels wide from the painter's origin on."""
    painter.save()
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing
        | QPainter.RenderHint.TextAntialiasing
        | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.scale(width / page.width, width / page.width)
    fonts: dict[tuple[str, float, float], QFont] = {}
    for shape in page.shapes:
        if isinstance(shape, PageText):
            _paint_text(painter, shape, fonts)
        else:
            _paint_shape(painter, shape)
    painter.restore()


def _paint_text(
    painter: QPainter, shape: PageText, fonts: dict[tuple[str, float, float], QFont]
) -> None:
    look = (shape.cut, shape.size, shape.tracking)
    if look not in fonts:
        fonts[look] = _font(*look)
    painter.setFont(fonts[look])
    painter.setPen(QColor(shape.color))
    painter.save()
    painter.translate(shape.x, shape.y)
    painter.scale(1 / _FINER, 1 / _FINER)
    painter.drawText(QPointF(0, 0), _as_it_stands(shape.text))
    painter.restore()


def _as_it_stands(text: str) -> str:
    """Hebrew and Arabic were put in their order already; Qt must not turn them round again."""
    if any(bidirectional(one) in ("R", "AL", "AN") for one in text):
        return f"{_LEFT_TO_RIGHT}{text}{_END}"
    return text


def _font(cut: str, size: float, tracking: float) -> QFont:
    if cut.endswith((".ttf", ".otf", ".ttc")):
        font = QFont(QRawFont(cut, size).familyName())
    else:
        name, _, weight = cut.partition("-")
        font = QFont(_FAMILIES.get(name, name))
        font.setWeight(_WEIGHTS.get(weight, QFont.Weight.Normal))
        font.setItalic(weight.endswith("Italic"))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPixelSize(max(1, round(size * _FINER)))
    if tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking * _FINER)
    return font


def _paint_shape(painter: QPainter, shape: PageShape) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match shape:
        case PageStroke():
            pen = QPen(QColor(shape.color), shape.width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if shape.dashes:
                pen.setDashPattern([one / shape.width for one in shape.dashes])
            painter.setPen(pen)
            painter.drawLine(QPointF(shape.x, shape.y), QPointF(shape.to_x, shape.to_y))
        case PageBox():
            _take_looks(painter, shape)
            box = QRectF(shape.x, shape.y, shape.width, shape.height)
            painter.drawRoundedRect(box, shape.radius, shape.radius)
        case PageDisc():
            _take_looks(painter, shape)
            painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
        case PageCorners():
            painter.setBrush(QColor(shape.fill))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape.corners]))
        case PageImage():
            image = QImage.fromData(shape.data)
            painter.drawImage(QRectF(shape.x, shape.y, shape.width, shape.height), image)


def _take_looks(painter: QPainter, shape: PageBox | PageDisc) -> None:
    if shape.fill:
        painter.setBrush(QColor(shape.fill))
    if shape.border:
        painter.setPen(QPen(QColor(shape.border), shape.line))


def _words(page: DrawnPage) -> str:
    """The page's words, for a screen reader; runs of one line that touch belong together."""
    told: list[str] = []
    before: PageText | None = None
    for shape in page.shapes:
        if not isinstance(shape, PageText):
            continue
        joined = before is not None and before.y == shape.y and shape.cut == before.cut
        told.append(shape.text if joined else f" {shape.text}")
        before = shape
    return "".join(told).strip()
