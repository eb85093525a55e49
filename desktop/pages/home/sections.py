"""The parts of Home: a heading over a list, and the line that says what is waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.pages.home.delegates import DraftDelegate, EffectDelegate
from desktop.pages.home.reports import report_rows
from desktop.pages.home.rows import RowsList
from desktop.pages.phrase import Run
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.section_header import SectionHeader

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.pages.home.contents import DraftRow, EffectRow, HomeContents
    from desktop.theme import ThemeSource


class HomeSection(QWidget):
    """A header over a list, hidden together while there is nothing in it."""

    def __init__(
        self, header: SectionHeader, rows: RowsList[Any], parent: QWidget | None = None
    ) -> None:
        """Put the two together."""
        super().__init__(parent)
        self.header = header
        self.rows = rows
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(rows)
        self.hide()


def reports_section(themes: ThemeSource) -> HomeSection:
    """Reports that are ready and that nobody has exported."""
    return HomeSection(SectionHeader("Reports", themes), report_rows(themes))


def unshared_section(themes: ThemeSource, command: Callable[[str], None]) -> HomeSection:
    """Final postmortems that nobody outside their team was given, and two ways to give them."""
    ways = QWidget()
    row = QHBoxLayout(ways)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(themes.current.size("space.0.5"))
    for name, words in (("digest", "Send a digest…"), ("share-site", "Make a web site…")):
        button = Button(words, themes, small=True, kind="ghost")
        button.clicked.connect(lambda _on=False, name=name: command(name))
        row.addWidget(button)
    rows: RowsList[DraftRow] = RowsList(
        "Not shared yet", lambda row: row.spoken, DraftDelegate(themes)
    )
    return HomeSection(SectionHeader("Not shared yet", themes, right=ways), rows)


def effects_section(themes: ThemeSource) -> HomeSection:
    """Items that were done some time ago; a person says whether they helped."""
    asked = Label("Did the class come back after they were done?", themes, tone="tertiary")
    rows: RowsList[EffectRow] = RowsList(
        "Effectiveness to confirm",
        lambda row: row.spoken,
        EffectDelegate(themes),
        button=lambda row: row.action,
    )
    return HomeSection(SectionHeader("Effectiveness to confirm", themes, right=asked), rows)


def with_room(notice: QWidget, themes: ThemeSource) -> QWidget:
    """A notice with room below it, to be shown and hidden together."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, themes.current.size("space.1"))
    column.addWidget(notice)
    return holder


def attention_runs(contents: HomeContents, to_judge: int = 0) -> list[Run]:
    """The line below the heading: the moment, and what is waiting; `to_judge` for a verdict."""
    if not contents.incidents:
        return [Run("Nothing is recorded yet. Here is how to begin.")]
    runs = [Run(f"{contents.date_words}. ")]
    parts = []
    if contents.past_due:
        parts.append(Run(f"{contents.past_due:,} past due", "danger.text", 600))
    if contents.due_this_week:
        parts.append(Run(f"{contents.due_this_week:,} due this week"))
    undecided = contents.unknown_total + to_judge
    if undecided:
        parts.append(Run(f"{undecided:,} waiting for a decision"))
    if not parts:
        parts.append(Run("Nothing is past due"))
    for place, part in enumerate(parts):
        runs += [Run(", "), part] if place else [part]
    return [*runs, Run(".")]
