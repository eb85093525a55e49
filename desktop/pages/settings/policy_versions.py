"""The versions of the policy, newest first, each with a way to take it as the draft again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel, Label, Rule
from desktop.wording import moment_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import ThemeSource
    from models.history import PolicyVersion


class PolicyVersionList(QWidget):
    """One row for each version, and one for the policy that Afterword ships with.

    Signals:
        taken: `PolicyVersion` that shall be the draft; None for the shipped one.
    """

    taken = Signal(object)

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._themes = themes
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, themes.current.size("space.1"), 0, 0)
        self._column.setSpacing(themes.current.size("space.0.5"))
        self._column.addStretch(1)

    def show_versions(self, versions: Sequence[PolicyVersion], *, zone: str) -> None:
        """Show them; the first one holds."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for place, one in enumerate(versions):
            who = f" by {one.made_by}" if one.made_by else ""
            when = f"{moment_words(one.made_at, zone)}{who}"
            self._add(f"Version {one.number}", one.note or "no note", when, one, holds=place == 0)
        shipped = "The practice’s own rules"
        self._add("As shipped", shipped, "", None, holds=not versions)

    def _add(
        self, title: str, note: str, when: str, version: PolicyVersion | None, *, holds: bool
    ) -> None:
        themes = self._themes
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.0.5"))
        row = QHBoxLayout()
        row.setSpacing(themes.current.size("space.1.5"))
        row.addWidget(Label(title, themes, style="body.strong"))
        row.addWidget(ElidedLabel(note, themes, tone="secondary"), 1)
        row.addWidget(Label(when, themes, style="meta", tone="tertiary"))
        if holds:
            row.addWidget(Label("holds now", themes, style="meta", tone="success"))
        view = Button("View", themes, small=True, name=f"View {title.lower()} as TOML")
        view.clicked.connect(lambda: self.taken.emit(version))
        row.addWidget(view)
        column.addLayout(row)
        column.addWidget(Rule("subtle"))
        self._rows.append(block)
        self._column.insertWidget(len(self._rows) - 1, block)
