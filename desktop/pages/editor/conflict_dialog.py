"""The conflict view: each thing that two people changed, side by side, to be decided by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.framed import FramedDialog
from desktop.pages.editor.side_by_side import SideBySide
from desktop.widgets.buttons import SegmentedControl
from desktop.widgets.labels import Label
from desktop.widgets.scrolling import scrolling
from desktop.wording import count_words
from models.comparison import compare_texts

if TYPE_CHECKING:
    from desktop.pages.editor.draft_merging import Choice, Dispute, DraftMerge
    from desktop.theme import ThemeSource

_WIDTH, _HEIGHT = 920, 640
_UNDECIDED = ""


class DisputeView(QWidget):
    """One thing that both changed.

    Signals:
        decided: a person chose.
    """

    decided = Signal()

    def __init__(
        self, dispute: Dispute, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Show both sides; nothing is chosen yet."""
        super().__init__(parent)
        self.dispute = dispute
        self.setAccessibleName(dispute.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        choices = [("mine", "Mine"), ("theirs", "Theirs")]
        if dispute.both is not None:
            choices.append(("both", "Both"))
        self.chooser = SegmentedControl(
            [(_UNDECIDED, "Undecided"), *choices], themes, name=f"Keep of {dispute.label}"
        )
        self.chooser.chosen.connect(self._on_chosen)
        head = QHBoxLayout()
        head.addWidget(Label(dispute.label, themes, style="section"), 1)
        head.addWidget(self.chooser)
        column.addLayout(head)
        self.sides = SideBySide(themes, left="Theirs, as stored", right="Mine, not saved yet")
        self.sides.show_stretches(
            compare_texts(dispute.theirs, dispute.mine), gone="Removed", meaning="versions"
        )
        column.addWidget(self.sides)

    def choice(self) -> Choice | None:
        """What was chosen."""
        value = self.chooser.value()
        return value if value in ("mine", "theirs", "both") else None  # type: ignore[return-value]

    def choose(self, choice: Choice) -> None:
        """Choose without a click; both where that makes no sense is mine."""
        has_both = self.dispute.both is not None
        self.chooser.set_value("mine" if choice == "both" and not has_both else choice)
        self.decided.emit()

    @Slot()
    def _on_chosen(self) -> None:
        self.decided.emit()


class ConflictDialog(FramedDialog):
    """Asks for a decision on each dispute; nothing is written over before all are made.

    Signals:
        settled: choices by `Dispute.key`.
    """

    settled = Signal(object)

    def __init__(
        self, merge: DraftMerge, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Show every dispute."""
        super().__init__("Two people changed the same thing", themes, parent, width=_WIDTH)
        self.resize(_WIDTH, _HEIGHT)
        taken = _sentence(len(merge.taken))
        self.set_text(
            "Choose what to keep of each. Until then yours is kept on this device, and theirs in "
            f"the library.{taken}"
        )
        body = QWidget()
        body.setObjectName("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, themes.current.size("space.1"), 0)
        column.setSpacing(themes.current.size("space.3"))
        self.views = [DisputeView(one, themes) for one in merge.disputes]
        for view in self.views:
            view.decided.connect(self._on_decided)
            column.addWidget(view)
        column.addStretch(1)
        self.body.addWidget(scrolling(body), 1)
        self.cancel_button.setText("Decide later")
        if len(self.views) > 1:
            self.add_button("All theirs", lambda: self._choose_all("theirs"))
            self.add_button("All mine", lambda: self._choose_all("mine"))
        self.set_confirm("Save")
        self.confirmed.connect(self._on_confirmed)
        self._on_decided()

    def _choose_all(self, choice: Choice) -> None:
        for view in self.views:
            view.choose(choice)

    @Slot()
    def _on_decided(self) -> None:
        left = sum(view.choice() is None for view in self.views)
        self.confirm_button.setEnabled(not left)
        self.set_footnote(f"{count_words(left, 'decision')} left" if left else "All decided")

    @Slot()
    def _on_confirmed(self) -> None:
        self.settled.emit({view.dispute.key: view.choice() for view in self.views})
        self.accept()


def _sentence(others: int) -> str:
    if not others:
        return ""
    return f" {count_words(others, 'other change')} of theirs did not meet yours and went in."
