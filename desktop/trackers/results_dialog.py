"""What came of sending: each action item with its issue or with why it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QModelIndex, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStyledItemDelegate
from typing_extensions import override

from desktop.dialogs.framed import FramedDialog
from desktop.icons import icon
from desktop.item_models.table import ROW_ROLE, Column, TableModel
from desktop.trackers.tables import framed_table

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.theme import ThemeSource
    from desktop.trackers.exchange import SyncReport
    from exporters.trackers.sending import SendReport, Sent

NoticeKind = Literal["done", "warning", "error", "information"]

_WIDTH = 760
_HEIGHT = 220
_LOOKS = {
    "created": ("check", "success.text", "Created"),
    "updated": ("check", "success.text", "Updated"),
    "waiting": ("clock", "warning.text", "Waits"),
    "failed": ("circle-alert", "danger.text", "Not sent"),
}


def summary(report: SendReport) -> str:
    """One line: "3 issues created, 1 kept for later"."""
    created, updated = report.count("created"), report.count("updated")
    kept = report.count("waiting") + report.count("failed")
    parts = []
    if created:
        parts.append(f"{created} {'issue' if created == 1 else 'issues'} created")
    if updated:
        parts.append(f"{updated} updated")
    if kept:
        parts.append(f"{kept} kept for later")
    said = ", ".join(parts) or "Nothing had to be sent"
    return f"{said}, stopped before the end" if report.cancelled else said


def outcome(report: SyncReport) -> tuple[str, NoticeKind, str]:
    """What is said after an exchange: the words, how grave they are, the word of a next step.

    The step is "Choose" (conflicts), "Details" (what was sent), "Retry", or none.
    """
    sent, pulled = report.sent, report.pulled
    if pulled is not None and pulled.conflicts:
        count = len(pulled.conflicts)
        words = f"{count} {'value was' if count == 1 else 'values were'} changed here and there"
        return words, "warning", "Choose"
    if sent.items:
        kept = sent.count("waiting") + sent.count("failed")
        return summary(sent), "warning" if kept else "done", "Details"
    if pulled is None:
        return "Nothing had to be sent", "information", ""
    troubles = [one.problem for one in pulled.accounts if one.problem]
    if troubles:
        return troubles[0], "warning", "Retry"
    if not pulled.accounts:
        return "No action item has an issue yet", "information", ""
    count = pulled.changed
    news = f"{count} action {'item' if count == 1 else 'items'} changed" if count else "nothing new"
    return f"Trackers asked: {news}", "done", ""


class ResultsDialog(FramedDialog):
    """A table; a row with an issue opens it in the browser."""

    def __init__(
        self, report: SendReport, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Show a report; what needs a look comes first."""
        super().__init__("Sent to the tracker", themes, parent, text=summary(report), width=_WIDTH)
        columns: list[Column[Sent]] = [
            Column("Outcome", lambda one: _LOOKS[one.outcome][2]),
            Column("Issue", lambda one: one.key or "–"),
            Column("Action item", lambda one: one.title),
            Column("Why", _why, tooltip=_why),
        ]
        self.model: TableModel[Sent] = TableModel(columns, self)
        order = list(_LOOKS)[::-1]
        self.model.set_rows(sorted(report.items, key=lambda one: order.index(one.outcome)))
        table = framed_table("What was sent", self.model, themes, stretch=2, height=_HEIGHT)
        table.setItemDelegateForColumn(0, _OutcomeDelegate(themes, self))
        if any(_why(one) for one in report.items):
            table.horizontalHeader().setSectionResizeMode(
                3, table.horizontalHeader().ResizeMode.Stretch
            )
        table.activated.connect(self._on_activated)
        self.body.addWidget(table, 1)
        problems = dict.fromkeys(one.problem for one in report.items if one.problem)
        if problems:
            kind = "error" if report.count("failed") else "warning"
            self.banner.say("\n".join(problems), kind)  # type: ignore[arg-type]
        self.cancel_button.setText("Close")

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row: Sent | None = index.data(ROW_ROLE)
        url = QUrl(row.url) if row is not None else QUrl()
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)


def _why(sent: Sent) -> str:
    return sent.problem or sent.note


class _OutcomeDelegate(QStyledItemDelegate):
    """The outcome with its icon."""

    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        row: Sent | None = index.data(ROW_ROLE)
        if row is None:
            return
        name, token, _words = _LOOKS[row.outcome]
        option.icon = icon(name, self._themes.current.color(token))
        option.decorationAlignment = Qt.AlignmentFlag.AlignCenter
        option.features |= option.ViewItemFeature.HasDecoration
