"""The weekly review as a person sees it: one item, why it matters, five answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.pages.actions.register import (
    due_words,
    number_text,
    short_date,
    slips_text,
    synced_text,
)
from desktop.pages.actions.ritual import recurrence_words
from desktop.pages.phrase import Phrase, Run
from desktop.widgets.buttons import Button
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.labels import Label, Rule
from desktop.widgets.marks import IconMark, SeverityPill
from desktop.widgets.scrolling import scrolling

if TYPE_CHECKING:
    from datetime import date

    from desktop.pages.actions.ritual import Ritual
    from desktop.theme import ThemeSource
    from models.rows import ActionRow

_WIDTH = 720
_ANSWERS = (
    ("keep", "Keep", "K", "check", "It stays as it is"),
    ("close", "Done…", "D", "circle-check", "It is done"),
    ("redate", "Re-date…", "R", "calendar", "Give it another due date"),
    ("reassign", "Reassign…", "A", "user", "Give it to somebody else"),
    ("drop", "Drop…", "X", "x", "It will not be done, with a reason"),
)
_TONES = {"overdue": "danger.text", "soon": "warning.text", "missing": "warning.text"}


class RitualView(QWidget):
    """One item after the other; letters answer as the buttons do.

    Signals:
        answered: "keep", "close", "redate", "reassign" or "drop".
        back_wanted: the item before shall be looked at again.
        finish_wanted: the review is over for now.
        record_wanted: keep that it took place.
        leave_wanted: go back to the register.
        incident_wanted: show the incident of the item.
    """

    answered = Signal(str)
    back_wanted = Signal()
    finish_wanted = Signal()
    record_wanted = Signal()
    leave_wanted = Signal()
    incident_wanted = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._themes = themes
        self.progress = Label("", themes, tone="secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the review")
        self._tally = Label("", themes, style="meta", tone="tertiary")
        self.end = EmptyState(themes)
        self.end.action_chosen.connect(self.record_wanted)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolling(self._make_item()))
        self._stack.addWidget(self.end)
        column = QVBoxLayout(self)
        edge = themes.current.size("space.3")
        column.setContentsMargins(edge, themes.current.size("space.2"), edge, edge // 2)
        column.setSpacing(themes.current.size("space.1.5"))
        column.addLayout(self._make_head())
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)

    def show_ritual(
        self, ritual: Ritual, today: date, recurred: dict[str, tuple[str, ...]]
    ) -> None:
        """Show the current item, or at the end what came of it all."""
        row = ritual.current
        self.progress.setText(ritual.progress)
        self._bar.setRange(0, max(1, len(ritual.rows)))
        self._tally.setText(ritual.summary)
        for button in self.buttons.values():
            button.setEnabled(row is not None)
        self._back.setEnabled(ritual.place > 0)
        self._bar.setValue(ritual.place if row is not None else ritual.seen)
        self._finish.setEnabled(row is not None and ritual.seen > 0)
        if row is None:
            self.end.say(
                f"{ritual.note} gone through" if ritual.seen else "Nothing was decided",
                f"{ritual.summary[:1].upper()}{ritual.summary[1:]}.",
                action="Record this review",
                icon="list-checks",
            )
            self.progress.setText(f"{ritual.seen:,} of {len(ritual.rows):,}")
            self._stack.setCurrentIndex(1)
            record = self.end.findChild(Button)
            if record is not None:
                record.setFocus()
            return
        self._show_item(row, today, recurred)
        self._stack.setCurrentIndex(0)

    def focus_first(self) -> None:
        """Give the keyboard to the first answer."""
        self.buttons["keep"].setFocus()

    def _show_item(self, row: ActionRow, today: date, recurred: dict[str, tuple[str, ...]]) -> None:
        words = due_words(row, today)
        self.number.setText(number_text(row))
        self.title.setText(row.title)
        due = Run(words.spoken, _TONES.get(words.tone, "text.primary"), 600)
        facts = [due, Run(f"   {row.owner}" if row.owner else "   No owner", "text.primary")]
        if row.slips:
            original = row.original_due_on
            first = f", first due {short_date(original, today)}" if original else ""
            facts.append(Run(f"   {slips_text(row)}{first}", "warning.text"))
        self.facts.say(facts)
        parts = [row.status.value.capitalize()]
        parts += [one.value.capitalize() for one in (row.kind, row.strength) if one]
        parts += [one for one in (row.tracker_key, synced_text(row, None)) if one]
        self.more.setText("  ·  ".join(parts))
        self.severity.set_severity(row.incident_severity)
        # In a button's words an ampersand would mark the next letter.
        self.incident.setText(f"{row.incident_key}  {row.incident_title}".replace("&", "&&"))
        others = [key for key in row.incident_keys if key != row.incident_key]
        about = list(row.services)
        if others:
            about.append(f"also answers {', '.join(others)}")
        self.about.setText("  ·  ".join(about))
        keys = [
            key for one in row.incident_keys or (row.incident_key,) for key in recurred.get(one, ())
        ]
        text = recurrence_words(tuple(dict.fromkeys(keys)))
        self.recurred.setText(text)
        self._repeat.setVisible(bool(text))
        self.setAccessibleDescription(f"{number_text(row)} {row.title}, {words.spoken}. {text}")

    def _make_head(self) -> QHBoxLayout:
        themes = self._themes
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(themes.current.size("space.0.5"))
        words.addWidget(Label("Weekly review", themes, style="title.page"))
        words.addWidget(self.progress)
        row.addLayout(words, 1)
        row.addWidget(self._tally)
        self._finish = Button("Finish here", themes, small=True)
        self._finish.clicked.connect(self.finish_wanted)
        leave = Button("Back to the register", themes, kind="ghost", small=True)
        leave.setToolTip("Leave without recording (Esc)")
        leave.clicked.connect(self.leave_wanted)
        row.addWidget(self._finish)
        row.addWidget(leave)
        return row

    def _make_item(self) -> QWidget:
        themes = self._themes
        self.number = Label("", themes, style="key", tone="secondary")
        self.title = Label("", themes, style="title.page", wrap=True)
        self.facts = Phrase(themes)
        self.more = Label("", themes, tone="secondary", wrap=True)
        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(card)
        edge = themes.current.size("space.3")
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(themes.current.size("space.1"))
        for widget in (self.number, self.title, self.facts, self.more):
            column.addWidget(widget)
        column.addSpacing(themes.current.size("space.1"))
        column.addWidget(Rule())
        column.addWidget(Label("Why it matters", themes, style="section.form"))
        column.addLayout(self._make_incident())
        self.about = Label("", themes, style="meta", tone="tertiary", wrap=True)
        column.addWidget(self.about)
        column.addWidget(self._make_repeat())
        holder = QWidget()
        holder.setObjectName("canvas")
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(themes.current.size("space.2"))
        outer.addWidget(card)
        outer.addWidget(self._make_answers())
        outer.addStretch(1)
        return holder

    def _make_incident(self) -> QHBoxLayout:
        self.severity = SeverityPill(self._themes)
        self.incident = Button("", self._themes, kind="link")
        self.incident.clicked.connect(self.incident_wanted)
        row = QHBoxLayout()
        row.setSpacing(self._themes.current.size("space.1"))
        row.addWidget(self.severity)
        row.addWidget(self.incident)
        row.addStretch(1)
        return row

    def _make_repeat(self) -> QWidget:
        self._repeat = QWidget()
        row = QHBoxLayout(self._repeat)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._themes.current.size("space.0.5"))
        row.addWidget(IconMark(self._themes, "repeat-2", token="danger.text"))
        self.recurred = Label("", self._themes, tone="danger", wrap=True)
        row.addWidget(self.recurred, 1)
        return self._repeat

    def _make_answers(self) -> QWidget:
        answers = QWidget()
        answers.setMaximumWidth(_WIDTH)
        row = QHBoxLayout(answers)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._themes.current.size("space.1"))
        self.buttons: dict[str, Button] = {}
        for name, words, key, icon_name, tip in _ANSWERS:
            kind = "primary" if name == "keep" else "default"
            button = Button(f"{words}  {key}", self._themes, icon_name=icon_name, kind=kind)  # type: ignore[arg-type]
            button.setAccessibleName(words.rstrip("…"))
            button.setToolTip(f"{tip} ({key})")
            button.clicked.connect(lambda _on=False, name=name: self.answered.emit(name))
            self._shortcut(key).activated.connect(button.click)
            row.addWidget(button)
            self.buttons[name] = button
        row.addStretch(1)
        self._back = Button("Item before", self._themes, icon_name="arrow-left", kind="ghost")
        self._back.setToolTip("Look at the item before again (Backspace)")
        self._back.clicked.connect(self.back_wanted)
        self._shortcut("Backspace").activated.connect(self._back.click)
        row.addWidget(self._back)
        return answers

    def _shortcut(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut
