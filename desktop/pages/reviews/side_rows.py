"""The rows of a review's right side: open actions, classes that repeat, defences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QRectF
from typing_extensions import override

from desktop.pages.actions.marks import paint_strength
from desktop.pages.home.delegates import RowDelegate, paint_text
from models.vocabulary import Strength

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from desktop.theme import Theme

_LABEL = 60
_OUTCOME_TOKENS = {"Failed": "danger.text", "Luck": "warning.text", "Worked": "success.text"}


@dataclass(frozen=True, slots=True)
class OpenAction:
    """A strong action item that is not done: of one of the incidents, or of the review itself."""

    incident_id: UUID
    number: str
    title: str
    note: str
    is_late: bool

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{self.number} {self.title}, {self.note}"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something that incidents show: a label, what it is, whose it is."""

    label: str
    text: str
    note: str
    incident_ids: tuple[UUID, ...]

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{self.label}: {self.text}, {self.note}"


class ActionDelegate(RowDelegate):
    """Strength and title, below them number and how late or whose it is."""

    size_name = "row.deadline"

    @override
    def paint_words(self, painter: QPainter, theme: Theme, box: QRectF, row: OpenAction) -> None:
        line, meta = theme.line_height("body"), theme.line_height("meta")
        top = box.y() + (box.height() - line - meta) / 2
        glyph = QRectF(box.x(), top, 16, line)
        width = paint_strength(painter, theme, glyph, Strength.STRONG) + 8
        title = QRectF(box.x() + width, top, box.width() - width, line)
        paint_text(painter, theme, title, row.title)
        number = QRectF(title.x(), top + line, title.width(), meta)
        used = paint_text(painter, theme, number, row.number, style="key", token="text.tertiary")
        note = number.adjusted(used + 10, 0, 0, 0)
        token = "danger.text" if row.is_late else "text.tertiary"
        paint_text(painter, theme, note, row.note, style="meta", token=token)


class FindingDelegate(RowDelegate):
    """The label at the left, the text, and below it whose it is."""

    size_name = "row.deadline"

    @override
    def paint_words(self, painter: QPainter, theme: Theme, box: QRectF, row: FindingRow) -> None:
        line, meta = theme.line_height("body"), theme.line_height("meta")
        top = box.y() + (box.height() - line - meta) / 2
        token = _OUTCOME_TOKENS.get(row.label, "text.primary")
        label = QRectF(box.x(), top, _LABEL, line)
        paint_text(painter, theme, label, row.label, style="meta", weight=600, token=token)
        text = QRectF(box.x() + _LABEL, top, box.width() - _LABEL, line)
        paint_text(painter, theme, text, row.text)
        below = QRectF(text.x(), top + line, text.width(), meta)
        paint_text(painter, theme, below, row.note, style="key", token="text.tertiary")
