"""The part of Settings that lists tracker accounts. It knows no store and no secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel, Label, Rule
from desktop.widgets.marks import IconMark
from desktop.widgets.section_header import SectionHeader
from models.trackers import TrackerAccount, TrackerKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from desktop.theme import ThemeSource
    from desktop.widgets.banner import BannerKind

_ICONS = {
    TrackerKind.JIRA: "list-todo",
    TrackerKind.GITHUB: "git-branch",
    TrackerKind.WEBHOOK: "megaphone",
}
_NOTHING = (
    "No tracker is set up. With one, action items become issues in Jira or GitHub, closing on"
    " either side closes on the other, and Slack can be told of a postmortem. Nothing is sent"
    " before you say so."
)


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account as it is listed; `token` says in words where its secret is."""

    account: TrackerAccount
    token: str


class TrackersSection(QWidget):
    """Accounts, one below the other, with what can be done with each.

    Signals:
        add_wanted: a new account shall be made.
        edit_wanted: UUID of the account to change.
        test_wanted: UUID of the account to try.
        remove_wanted: UUID of the account to forget.
    """

    add_wanted = Signal()
    edit_wanted = Signal(object)
    test_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start without accounts."""
        super().__init__(parent)
        self._themes = themes
        self.setAccessibleName("Trackers")
        self.rows: dict[UUID, AccountRow] = {}
        self._add = Button("Add…", themes, icon_name="plus", small=True)
        self._add.clicked.connect(self.add_wanted)
        self._nothing = Label(_NOTHING, themes, tone="secondary", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        space = themes.current.size("space.1")
        column.setContentsMargins(0, space, 0, 0)
        column.setSpacing(space)
        note = "accounts for everybody who opens it; tokens for this computer alone"
        column.addWidget(SectionHeader("Trackers", themes, note=note, right=self._add))
        column.addWidget(self._nothing)
        column.addLayout(self._list)

    def show_accounts(self, views: Sequence[AccountView]) -> None:
        """Show these; what was said below an account that stays is kept."""
        said = {id: row.said for id, row in self.rows.items()}
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {}
        for view in views:
            row = AccountRow(view, self._themes, is_last=view is views[-1])
            id = view.account.id
            row.test.clicked.connect(lambda _on=False, id=id: self.test_wanted.emit(id))
            row.edit.clicked.connect(lambda _on=False, id=id: self.edit_wanted.emit(id))
            row.remove.clicked.connect(lambda _on=False, id=id: self.remove_wanted.emit(id))
            self.rows[id] = row
            self._list.addWidget(row)
            if said.get(id):
                row.say(*said[id])
        self._nothing.setVisible(not views)


class AccountRow(QWidget):
    """One account.

    Attributes:
        said: what stands below it, and of which kind; empty for nothing.
    """

    def __init__(self, view: AccountView, themes: ThemeSource, *, is_last: bool) -> None:
        """Show it."""
        super().__init__()
        account = view.account
        self.setAccessibleName(f"{account.name}, {account.kind.shown}")
        self.said: tuple[str, BannerKind] | tuple[()] = ()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel(account.name, themes))
        words.addWidget(ElidedLabel(_described(view), themes, style="meta", tone="secondary"))
        self.test = Button("Test connection", themes, small=True)
        self.test.setVisible(account.has_issues)
        self.edit = Button("Edit…", themes, small=True)
        self.remove = Button(
            "", themes, icon_name="trash-2", kind="ghost", small=True, name=f"Remove {account.name}"
        )
        row = QHBoxLayout()
        row.setSpacing(themes.current.size("space.1"))
        mark = IconMark(themes, _ICONS[account.kind], token="text.secondary")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for button in (self.test, self.edit, self.remove):
            row.addWidget(button)
        self._banner = Banner(themes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._banner)
        if not is_last:
            column.addWidget(Rule())

    def say(self, text: str, kind: BannerKind) -> None:
        """Say what came of a test; `information` while it runs."""
        self.said = (text, kind) if kind != "information" else ()
        self._banner.say(text, kind)
        self.test.setEnabled(kind != "information")


def _described(view: AccountView) -> str:
    account = view.account
    parts = [account.kind.shown, urlsplit(account.base_url).netloc]
    if account.project:
        parts.append(account.project)
    if account.has_issues and account.label:
        parts.append(account.label)
    return " · ".join([*parts, view.token])
