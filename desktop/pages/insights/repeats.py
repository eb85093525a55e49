"""The repeats of the month: what came back, after how long, and whether it was known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.pages.home.delegates import RowDelegate, paint_text
from desktop.pages.home.rows import RowsList
from desktop.wording import count_words

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from desktop.pages.insights.contents import RepeatLine
    from desktop.theme import Theme, ThemeSource

_KEY = 104
_ARROW = 92


class RepeatDelegate(RowDelegate):
    """Earlier key, an arrow with the days between, this month's key, and what was known."""

    @override
    def paint_words(self, painter: QPainter, theme: Theme, box: QRectF, row: RepeatLine) -> None:
        side = theme.size("icon.small")
        color = theme.color("text.secondary")
        paint_icon(painter, QRectF(box.x(), box.y(), side, box.height()), "repeat-2", color)
        x = box.x() + side + 8
        old = QRectF(x, box.y(), _KEY, box.height())
        paint_text(painter, theme, old, row.of_key, style="key", token="text.secondary")
        days = QRectF(old.right(), box.y(), _ARROW, box.height())
        words = f"{row.days} d later"
        paint_text(painter, theme, days, words, style="meta", token="text.tertiary")
        new = QRectF(days.right(), box.y(), _KEY, box.height())
        paint_text(painter, theme, new, row.key, style="key")
        known = QRectF(new.right(), box.y(), box.right() - new.right(), box.height())
        paint_text(painter, theme, known, row.known, style="meta", token="text.secondary")


def repeats_list(themes: ThemeSource) -> RowsList[RepeatLine]:
    """An empty list of repeats."""
    rows: RowsList[RepeatLine] = RowsList(
        "Repeats",
        lambda row: (
            f"{row.key} repeats {row.of_key} after {count_words(row.days, 'day')}: {row.known}"
        ),
        RepeatDelegate(themes),
    )
    return rows
