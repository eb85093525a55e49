"""What is left before a postmortem is published, each with a way to do it or to set it aside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.framed import FramedDialog
from desktop.widgets.buttons import Button
from desktop.widgets.labels import Label
from desktop.widgets.marks import IconMark
from desktop.wording import count_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from desktop.pages.editor.inspector_contents import InspectorContents
    from desktop.theme import ThemeSource
    from models.policy_checks import Check
    from models.publishing import CheckOverride


class PublishDialog(FramedDialog):
    """The checklist. It stays open while checks are set aside, and follows what is decided.

    Signals:
        go_to: the place where a check is met; the dialog has closed.
        set_aside: `Check` that is to be set aside.
        asked_again: id of an override that is to be withdrawn.
    """

    go_to = Signal(str)
    set_aside = Signal(object)
    asked_again = Signal(object)

    def __init__(
        self, key: str, contents: InspectorContents, themes: ThemeSource, parent: QWidget
    ) -> None:
        """Show what is left of the incident with that key."""
        super().__init__(f"Publish {key}?", themes, parent)
        self.set_confirm("Publish")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(themes.current.size("space.1"))
        self.body.addLayout(self._rows)
        self.show_contents(contents)

    def show_contents(self, contents: InspectorContents) -> None:
        """Show what is left now."""
        _empty(self._rows)
        left = contents.left
        self.set_busy(bool(left))
        if left:
            self.set_text(f"{count_words(len(left), 'check')} left. Do it, or say why not.")
        else:
            self.set_text("Readers see it as it stands. Changing it later takes a reason.")
        for check in left:
            self._rows.addWidget(self._left_row(check))
        for override in contents.state.overrides:
            names = {one.key: one.text for one in (*contents.checks, *contents.advice)}
            text = names.get(override.check, override.check)
            self._rows.addWidget(self._override_row(override, text))
        advised = [one for one in contents.advice if one.icon == "circle-dashed"]
        if advised:
            said = "; ".join(one.text for one in advised)
            note = Label(f"Advice, not needed: {said}.", self.themes, style="meta", wrap=True)
            note.set_tone("tertiary")
            self._rows.addWidget(note)
        self.set_footnote("" if left else "A revision is kept")
        # Labels that wrap ask for their height only once the dialog has its width.
        self.resize(self.width(), self.heightForWidth(self.width()))

    def _left_row(self, check: Check) -> QWidget:
        block, row = self._row("circle" if check.known else "circle-question-mark", "warning.text")
        text = f"{check.text}, {check.detail}" if check.detail else check.text
        row.addWidget(Label(text, self.themes, wrap=True), 1)
        if check.place:
            show = Button("Show", self.themes, kind="link", name=f"Show where: {check.text}")
            show.clicked.connect(partial(self._leave_for, check.place))
            row.addWidget(show)
        aside = Button("Set aside…", self.themes, small=True, name=f"Set aside: {check.text}")
        aside.clicked.connect(lambda: self.set_aside.emit(check))
        row.addWidget(aside)
        return block

    def _override_row(self, override: CheckOverride, check: str) -> QWidget:
        block, row = self._row("minus", "text.secondary")
        who = f" ({override.made_by})" if override.made_by else ""
        text = f"{check}: set aside. {override.reason}{who}"
        row.addWidget(Label(text, self.themes, tone="secondary", wrap=True), 1)
        again = Button("Ask again", self.themes, kind="link", name=f"Ask for it again: {check}")
        again.clicked.connect(lambda: self.asked_again.emit(override.id))
        row.addWidget(again)
        return block

    def _row(self, icon: str, token: str) -> tuple[QWidget, QHBoxLayout]:
        block = QWidget()
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.themes.current.size("space.1"))
        mark = IconMark(self.themes, icon, token=token)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        return block, row

    def _leave_for(self, place: str) -> None:
        self.reject()
        self.go_to.emit(place)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
