"""What a report will recommend, as its author sees it before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.labels import Label
from desktop.wording import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import ThemeSource
    from models.recommendations import Recommendation

_NOTHING = (
    "Nothing by itself: no category came back or is new in this period. "
    "What you want to be done goes into your own words."
)


class AdviceList(QWidget):
    """One block a recommendation: what to do, why, and because of which incidents."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._themes = themes
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_advice(self, advice: Sequence[Recommendation]) -> None:
        """Show these in the place of others."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not advice:
            self._add(_NOTHING, tone="tertiary")
        for number, one in enumerate(advice, 1):
            self._add(f"{number}. {one.title}.", style="body.strong")
            self._add(one.why, tone="secondary")
            new = ", new" if one.is_new else ""
            because = f"{one.category}, {count_words(one.count, 'incident')}{new}"
            self._add(f"{because}: {', '.join(one.keys)}", style="meta", tone="tertiary")
            self._column.addSpacing(self._themes.current.size("space.1"))

    def _add(self, text: str, **looks: str) -> None:
        self._column.addWidget(Label(text, self._themes, wrap=True, **looks))  # type: ignore[arg-type]
