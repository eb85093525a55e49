"""The inspector's widgets in their order. It knows no store; the pane connects it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.pages.editor.inspector_sections import InspectorHead, InspectorSection
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.overlay_scroll_bar import OverlayScrollBar
from desktop.widgets.scrolling import scrolling

if TYPE_CHECKING:
    from desktop.pages.editor.inspector_contents import InspectorContents
    from desktop.theme import ThemeSource

_CLOSED = ("final", "waived")
_ADVICE = "Advice: publishing does not wait for it"


class InspectorView(QWidget):
    """Head, verdict, clocks, reviewers, checks, advice, revisions.

    Attributes:
        head: how well it is kept, and the next step.
        banner: says why something was refused.
    """

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.head = InspectorHead(themes)
        self.banner = Banner(themes)
        self.compare = Button("Compare", themes, kind="link")
        self.verdict = InspectorSection("Policy verdict", themes)
        self.clocks = InspectorSection("Clocks", themes)
        self.reviewers = InspectorSection("Reviewers", themes)
        self.checks = InspectorSection("Before publishing", themes)
        self.advice = InspectorSection(_ADVICE, themes, is_part=True)
        self.revisions = InspectorSection("Revisions", themes, right=self.compare)
        self.ask = self.reviewers.add_button("Ask a reviewer…")
        self.approve = self.reviewers.add_button("Approve")
        self.review = self.advice.add_button("Ask for review")
        self.waive = self.advice.add_button("Waive…")
        self.meeting = self.clocks.add_button("Record the meeting…")
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (
            self.verdict,
            self.clocks,
            self.reviewers,
            self.checks,
            self.advice,
            self.revisions,
        ):
            column.addWidget(part)
        self._column = column
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self.banner)
        area = scrolling(body)
        OverlayScrollBar(area)
        outer.addWidget(area, 1)

    def add_section(self, section: InspectorSection) -> None:
        """Put a section that has a controller of its own below the others."""
        self._column.insertWidget(self._column.count() - 1, section)

    def show_contents(self, contents: InspectorContents, me: str) -> None:
        """Show it, to the person with that handle."""
        self.head.show_stage(contents)
        self.verdict.show_lines(contents.verdict_note, contents.verdict)
        self.clocks.show_lines(contents.clocks_note, contents.clocks)
        self.reviewers.show_lines(contents.reviewers_note, contents.reviewers)
        self.checks.show_lines(contents.checks_note, contents.checks)
        self.advice.show_lines("", contents.advice)
        self.revisions.show_lines("", contents.revisions)
        self.compare.setVisible(any(one.target == "revisions" for one in contents.revisions))
        closed = contents.stage in _CLOSED
        for part in (self.checks, self.advice):
            part.setVisible(contents.stage != "waived")
        for button in (self.ask, self.approve, self.review, self.waive):
            button.setVisible(not closed)
        self.approve.setText("Withdraw approval" if has_approved(contents, me) else "Approve")
        in_review = contents.stage == "in review"
        self.review.setText("Back to draft" if in_review else "Ask for review")
        told = any(one.key == "meeting" for one in contents.clocks)
        self.meeting.setVisible(not closed and not told)


def has_approved(contents: InspectorContents, me: str) -> bool:
    """Whether the person with that handle approved the text as it stands."""
    folded = me.casefold()
    return any(
        one.handle.casefold() == folded and one.holds(contents.digest)
        for one in contents.approvals
        if folded
    )
