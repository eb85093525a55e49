"""What was changed here and in the tracker since the last sync: a person chooses, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.framed import FramedDialog
from desktop.widgets.buttons import Button, SegmentedControl
from desktop.widgets.labels import ElidedLabel, Label, Rule
from desktop.widgets.scrolling import scrolling
from desktop.wording import count_words
from models.trackers import SyncedField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import ThemeSource
    from models.trackers import SyncConflict

_WIDTH = 720
_LONGEST_VALUE = 28
_MOST_SHOWN = 5
_ROW = 86
_FIELDS = {
    SyncedField.STATUS: "Status",
    SyncedField.OWNER: "Owner",
    SyncedField.DUE_ON: "Due date",
}


class ConflictDialog(FramedDialog):
    """A row for each disagreement, with both values; nothing is chosen for anybody.

    Signals:
        submitted: tuple of (`SyncConflict`, "here" or "there").
    """

    submitted = Signal(object)

    def __init__(
        self,
        conflicts: Sequence[SyncConflict],
        themes: ThemeSource,
        parent: QWidget | None = None,
    ) -> None:
        """Show the disagreements."""
        super().__init__(
            "Changed here and there",
            themes,
            parent,
            text="Both sides changed these since the last sync. Choose which value holds;"
            " what is kept from here is sent with the next sync.",
            width=_WIDTH,
        )
        self._choices: list[tuple[SyncConflict, SegmentedControl]] = []
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        for conflict in conflicts:
            column.addWidget(Rule())
            column.addWidget(self._row(conflict))
        column.addStretch(1)
        area = scrolling(inner)
        area.setMinimumHeight(_ROW * min(len(conflicts), _MOST_SHOWN))
        self.body.addWidget(area, 1)
        self.set_confirm("Keep the chosen values")
        self.cancel_button.setText("Decide later")
        self.confirmed.connect(self._on_confirmed)
        self._count()

    def choose(self, at: int, side: str) -> None:
        """Choose a side of the disagreement at that place."""
        self._choices[at][1].set_value(side)
        self._count()

    def _row(self, conflict: SyncConflict) -> QWidget:
        themes = self.themes
        head = QHBoxLayout()
        head.setSpacing(themes.current.size("space.1"))
        head.addWidget(Label(f"A-{conflict.register_number}", themes, style="key"))
        head.addWidget(ElidedLabel(conflict.title, themes), 1)
        issue = Button(conflict.key, themes, kind="link", small=True)
        issue.setEnabled(bool(conflict.url))
        issue.clicked.connect(lambda: _browse(conflict.url))
        head.addWidget(issue)
        choice = SegmentedControl(
            (
                ("", "Later"),
                ("here", f"Here: {_short(conflict.here)}"),
                ("there", f"In the tracker: {_short(conflict.there)}"),
            ),
            themes,
            name=f"{_FIELDS[conflict.field]} of A-{conflict.register_number}",
        )
        choice.chosen.connect(self._count)
        self._choices.append((conflict, choice))
        lower = QHBoxLayout()
        lower.setSpacing(themes.current.size("space.1"))
        was = f"{_FIELDS[conflict.field]}, was {conflict.before or 'none'}"
        lower.addWidget(ElidedLabel(was, themes, style="meta", tone="secondary"), 1)
        lower.addWidget(choice)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.0.5"))
        column.addLayout(head)
        column.addLayout(lower)
        return row

    def _chosen(self) -> list[tuple[SyncConflict, str]]:
        return [(one, choice.value()) for one, choice in self._choices if choice.value()]

    @Slot()
    def _count(self) -> None:
        chosen = len(self._chosen())
        self.confirm_button.setEnabled(chosen > 0)
        left = len(self._choices) - chosen
        self.set_footnote(f"{count_words(left, 'value')} to choose" if left else "All chosen")

    @Slot()
    def _on_confirmed(self) -> None:
        self.submitted.emit(tuple(self._chosen()))
        self.accept()


def _short(value: str) -> str:
    """A value as it fits beside the other one."""
    if not value:
        return "none"
    return value if len(value) <= _LONGEST_VALUE else f"{value[: _LONGEST_VALUE - 1]}…"


def _browse(address: str) -> None:
    url = QUrl(address)
    if url.scheme() in ("http", "https"):
        QDesktopServices.openUrl(url)
