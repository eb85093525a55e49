"""The section of reports that are ready: last month's trend, until somebody has exported it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.pages.home.delegates import DeadlineDelegate, paint_text
from desktop.pages.home.rows import RowsList

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from desktop.pages.home.contents import ReportRow
    from desktop.theme import Theme, ThemeSource

_KIND_LEFT = 28
_TEXT_LEFT = 138
_BUTTON_ROOM = 136
_GAP = 10


class ReportDelegate(DeadlineDelegate):
    """Icon and kind, title with what became of it, and the button."""

    @override
    def paint_words(
        self,
        painter: QPainter,
        theme: Theme,
        box: QRectF,
        row: ReportRow,  # type: ignore[override]  # each delegate draws one kind of row
    ) -> None:
        side = theme.size("icon")
        icon = QRectF(box.x(), box.y(), side, box.height())
        paint_icon(painter, icon, "file-chart-column", theme.color("text.secondary"))
        kind = QRectF(box.x() + _KIND_LEFT, box.y(), _TEXT_LEFT - _KIND_LEFT - _GAP, box.height())
        paint_text(painter, theme, kind, row.kind, token="text.secondary")
        left = box.x() + _TEXT_LEFT
        room = QRectF(left, box.y(), box.right() - _BUTTON_ROOM - left, box.height())
        width = paint_text(painter, theme, room, row.title)
        note = room.adjusted(width + _GAP, 0, 0, 0)
        paint_text(painter, theme, note, row.note, style="meta", token="text.tertiary")


def report_rows(themes: ThemeSource) -> RowsList[ReportRow]:
    """The list of the section."""
    return RowsList(
        "Reports", lambda row: row.spoken, ReportDelegate(themes), button=lambda row: row.action
    )
