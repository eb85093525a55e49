"""Says why an incident is among the results: a popover in words, opened on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.notices import Notice
from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from desktop.pages.library.results_view import ResultsView
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from search.results import Explanation, Hit

_WIDTH = 400
_GAP = 8
_NO_QUERY = "Nothing is searched for: all incidents are listed, the newest first."
_NOT_READY = "The search index is not ready, so there is nothing to explain yet"


class ExplainPopover(QFrame):
    """The reasons, one below the other. Esc or a click elsewhere closes it."""

    def __init__(
        self, explanation: Explanation, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Say what an explanation says."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(f"Why {explanation.key} is found")
        self.setFixedWidth(_WIDTH)
        theme = themes.current
        column = QVBoxLayout(self)
        edge = theme.size("space.2")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.size("space.1"))
        column.addWidget(Label(f"Why {explanation.key} is found", themes, style="section"))
        for line in reasons_of(explanation):
            column.addWidget(Label(line, themes, tone="secondary", wrap=True))
        if explanation.reasons:
            score = f"Together {explanation.score:.2f}. " if explanation.score else ""
            column.addWidget(
                Label(f"{score}{explanation.order}", themes, tone="tertiary", wrap=True)
            )


def reasons_of(explanation: Explanation) -> list[str]:
    """What the popover says, line by line."""
    return [reason.sentence for reason in explanation.reasons] or [_NO_QUERY]


def explain(
    session: LibrarySession, themes: ThemeSource, view: ResultsView, query: str, hit: Hit
) -> None:
    """Ask the index and open the popover beside the row that is current."""
    as_of = session.clock()

    def show(explanation: Explanation | None) -> None:
        if explanation is None:
            session.notice.emit(Notice(_NOT_READY, "information"))
            return
        popover = ExplainPopover(explanation, themes, view)
        popover.adjustSize()
        row = view.visualRect(view.currentIndex())
        popover.move(view.viewport().mapToGlobal(QPoint(row.right() - _GAP, row.top() + _GAP)))
        popover.show()

    session.ask_index(
        view,
        lambda lane, library: lane.explain(library, query, hit.id, as_of=as_of),
        show,
        replaces="explain",
    )
