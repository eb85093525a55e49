"""Confirms that an incident came back: what was known of it then, and the verdict to file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.dialogs.fields import Choice, Field, TextEdit
from desktop.dialogs.framed import FramedDialog
from desktop.known_repeats import read_known
from desktop.widgets.labels import Label, Rule
from desktop.widgets.scrolling import scrolling
from desktop.wording import day_of
from models.errors import UserError
from models.figures.repeats import WasKnown
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from desktop.widgets.labels import Tone
    from models.changes import Changes
    from models.library import Library
    from models.recurrence.known_then import EarlierThen, ItemThen, KnownThen, ThenState

_WIDTH = 640
_MOST_HEIGHT = 300
_STATE_WIDTH = 84
_TONES: dict[ThenState, Tone] = {
    "late": "danger",
    "open": "warning",
    "won't do": "warning",
    "done": "success",
    "not written yet": "tertiary",
}
_KINDS = (
    (LinkKind.SAME_CLASS, "Same class: the same kind of failure"),
    (LinkKind.RECURRENCE_OF, "Recurrence: the same failure again"),
)
KNOWN_WORDS = {
    WasKnown.LATE: "Late: an action item was open past its date",
    WasKnown.UNFIXED: "Unfixed: an action item was open or dropped, or none was written",
    WasKnown.INEFFECTIVE: "Done but ineffective: every action item was done",
    WasKnown.NEVER_REVIEWED: "Never reviewed: there was no postmortem",
}


@dataclass(frozen=True, slots=True)
class RepeatAnswer:
    """What a person confirmed.

    Attributes:
        known: None when nobody can say.
    """

    kind: LinkKind
    reason: str
    known: WasKnown | None
    computed: WasKnown | None
    note: str


class ConfirmRepeatDialog(FramedDialog):
    """The earlier incidents' action items as they stood, and what is filed of that.

    Signals:
        chosen: `RepeatAnswer`.
    """

    chosen = Signal(object)

    def __init__(
        self, themes: ThemeSource, parent: QWidget | None, kind: LinkKind, reason: str
    ) -> None:
        """Show nothing of the incidents yet; `show_known` does."""
        super().__init__("Confirm a repeat", themes, parent, width=_WIDTH)
        self._known: KnownThen | None = None
        self._items = QWidget()
        self._items.setObjectName("canvas")
        self._column = QVBoxLayout(self._items)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(themes.current.size("space.1"))
        self._scroll = scrolling(self._items)
        self.kind = Choice([(one.value, words) for one, words in _KINDS], themes)
        self.kind.set_value(kind.value)
        words = [(one.value, text) for one, text in KNOWN_WORDS.items()]
        self.verdict = Choice(words, themes)
        self.verdict.edited.connect(self._on_verdict)
        self.reason = TextEdit(themes, placeholder="What makes you say so")
        self.reason.setText(reason)
        self.note = TextEdit(themes, placeholder="Why, where it differs from what was computed")
        self._verdict_field = Field("known", "Was it known?", self.verdict, themes)
        self.body.addWidget(self._scroll)
        for field in (
            Field("kind", "The two are", self.kind, themes),
            self._verdict_field,
            Field("note", "Note, kept with the verdict", self.note, themes),
            Field("reason", "Reason, kept with the link", self.reason, themes),
        ):
            self.body.addWidget(field)
        self.set_confirm("Confirm repeat")
        self.confirmed.connect(self._on_confirmed)
        self.set_busy(True)

    def show_known(self, known: KnownThen, zone: str) -> None:
        """Show what was known when the repeat started."""
        self._known = known
        first = known.earlier[0]
        self.set_heading(f"{known.repeat_key} repeats {first.key}")
        if known.started_at is None:
            when = f"Nobody said when {known.repeat_key} started: items as they are now"
        else:
            day = day_of(known.started_at, zone)
            when = f"Action items of the earlier incidents as they stood on {day}"
        self.set_text(when)
        edge = 2 * self.themes.current.size("space.2")
        height = 0
        for number, one in enumerate(known.earlier):
            if number:
                self._column.addWidget(Rule())
            block = self._earlier(one, zone)
            self._column.addWidget(block)
            block.ensurePolished()
            lines = max(block.heightForWidth(_WIDTH - edge), block.sizeHint().height())
            height += lines + 2 * self._column.spacing()
        self._column.addStretch(1)
        self._scroll.setFixedHeight(min(_MOST_HEIGHT, height))
        self._verdict_field.setVisible(known.verdict is not None)
        if known.verdict is not None:
            self.verdict.set_value(known.verdict.value)
        self._on_verdict()
        self.set_busy(False)
        self.adjustSize()
        self.resize(_WIDTH, self.height())
        self.confirm_button.setFocus()

    def refuse(self, error: Exception) -> None:
        """Say what was wrong; the dialog stays."""
        self.set_busy(False)
        if isinstance(error, UserError):
            self.banner.say_error(error)

    def _earlier(self, one: EarlierThen, zone: str) -> QWidget:
        themes = self.themes
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(themes.current.size("space.1"))
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, _STATE_WIDTH)
        grid.setColumnStretch(1, 1)
        day = day_of(one.started_at, zone) if one.started_at else "undated"
        grid.addWidget(Label(one.key, themes, style="key"), 0, 0)
        grid.addWidget(Label(one.title, themes, style="body.strong", wrap=True), 0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        grid.addWidget(Label(day, themes, tone="tertiary"), 0, 2, right)
        if not one.reviewed:
            grid.addWidget(Label("no postmortem", themes, tone="danger"), 1, 1)
        elif not one.items:
            grid.addWidget(Label("no action items were written", themes, tone="warning"), 1, 1)
        for row, item in enumerate(one.items, 2):
            self._item(grid, row, item)
        return block

    def _item(self, grid: QGridLayout, row: int, item: ItemThen) -> None:
        top = Qt.AlignmentFlag.AlignTop
        state = Label(item.state.capitalize(), self.themes, tone=_TONES[item.state], weight=500)
        grid.addWidget(state, row, 0, top)
        who = f"{item.title} ({item.owner})" if item.owner else f"{item.title} (no owner)"
        grid.addWidget(Label(who, self.themes, wrap=True), row, 1, top)
        detail = Label(item.detail, self.themes, style="meta", tone="tertiary")
        grid.addWidget(detail, row, 2, top | Qt.AlignmentFlag.AlignRight)

    @Slot()
    def _on_verdict(self) -> None:
        known = self._known
        if known is None or known.verdict is None:
            return
        same = self.verdict.value() == known.verdict.value
        self.set_footnote("As computed" if same else f"Computed: {known.verdict.value}")

    @Slot()
    def _on_confirmed(self) -> None:
        known = self._known
        if known is None:
            return
        self.chosen.emit(
            RepeatAnswer(
                kind=LinkKind(self.kind.value()),
                reason=self.reason.text().strip(),
                known=WasKnown(self.verdict.value()) if known.verdict is not None else None,
                computed=known.verdict,
                note=self.note.text().strip(),
            )
        )


def confirm_repeat_of(
    session: LibrarySession,
    themes: ThemeSource,
    parent: QWidget,
    pair: tuple[UUID, UUID],
    kind: LinkKind,
    *,
    reason: str = "",
    done: Callable[[LinkKind], None],
) -> ConfirmRepeatDialog:
    """Show what was known, then link the two and file the verdict.

    Args:
        session: the open library.
        themes: where colours come from.
        parent: the window that waits for the answer.
        pair: the repeat, and what it repeats; of the same class, the later one is the repeat.
        kind: what is offered first.
        reason: why the two are one class, as far as known.
        done: told the kind of the link once it is made.
    """
    dialog = ConfirmRepeatDialog(themes, parent, kind, reason)

    def show(known: KnownThen) -> None:
        dialog.show_known(known, session.zone)

        def perform(answer: RepeatAnswer) -> None:
            def finished(_changes: Changes) -> None:
                dialog.accept()
                done(answer.kind)

            dialog.set_busy(True)
            ids = (known.repeat_id, known.earlier[0].id)
            by = session.handle or None
            session.perform(
                dialog,
                lambda library: _confirm(library, ids, answer, by),
                finished,
                failed=dialog.refuse,
            )

        dialog.chosen.connect(perform)

    turn = kind is LinkKind.SAME_CLASS
    session.read(dialog, lambda library: read_known(library, pair, turn=turn), show)
    dialog.open()
    return dialog


def _confirm(
    library: Library, ids: tuple[UUID, UUID], answer: RepeatAnswer, by: str | None
) -> Changes:
    from models.operations.recurrence import Filing, confirm_repeat  # noqa: PLC0415

    filing = Filing(answer.known, answer.computed, answer.note) if answer.known else None
    return confirm_repeat(library, *ids, answer.kind, filing, reason=answer.reason, made_by=by)
