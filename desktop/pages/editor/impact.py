"""The impact block: when it was, what users and the business felt, and what is not known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.dialogs.fields import TextEdit
from desktop.dialogs.typed_time import format_instant
from desktop.pages.editor.amount_edit import AmountEdit, ComputedEdit
from desktop.pages.editor.draft import FLAGS, TIMES, amount_texts
from desktop.pages.editor.facts import short_zone
from desktop.pages.editor.flag_choice import FlagChoice
from desktop.pages.editor.fold import Fold
from desktop.pages.editor.part import FormPart, show_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.pages.editor.reading import Problem
    from desktop.theme import ThemeSource
    from models.incident import Incident

_TIME_LABELS = {
    "started_at": "Started",
    "resolved_at": "Resolved",
    "detected_at": "Detected",
    "acknowledged_at": "Acknowledged",
    "mitigated_at": "Mitigated",
}
_AMOUNT_UNITS = {
    "users_affected": "people",
    "failed_transactions": "requests",
    "revenue": "",
    "error_budget_consumed_percent": "% of month",
}
_FLAG_WORDS = {
    # label, what yes is called, what no is called
    "slo_violated": ("SLO", "Violated", "Kept"),
    "data_loss": ("Data", "Lost", "None lost"),
    "security": ("Security incident", "Yes", "No"),
    "manual_rollback": ("Rolled back by hand", "Yes", "No"),
}
_SAID: dict[str, dict[bool | None, str]] = {
    "manual_rollback": {True: "rolled back by hand", False: "not rolled back", None: ""},
    "data_loss": {True: "data lost", False: "no data lost", None: "data loss unknown"},
    "security": {True: "security incident", False: "no security incident", None: ""},
}
_LONGEST_CURRENCY = 8


class ImpactPart(FormPart):
    """Blank is unknown; zero is zero. `14:25` is understood against the start, in the zone."""

    def __init__(self, themes: ThemeSource, *, zone: str, parent: QWidget | None = None) -> None:
        """Build the fields; times are read in `zone`."""
        super().__init__("Impact", themes, parent)
        self._zone = zone
        self._times = {name: self._time_edit(name) for name in TIMES}
        self._amounts: dict[str, AmountEdit] = {
            name: AmountEdit(themes, unit=unit) for name, unit in _AMOUNT_UNITS.items()
        }
        self.user_impact = ComputedEdit(themes)
        self._amounts["user_impact_minutes"] = self.user_impact
        self._flags = {name: self._flag_choice(name) for name in FLAGS}
        self._currency = TextEdit(themes, placeholder="EUR")
        self._currency.setMaxLength(_LONGEST_CURRENCY)
        self._slo = TextEdit(themes, placeholder="availability")
        self.fold = Fold(themes, name="detection, rollback, data, security", button="More")
        self._lay_out()

    def _lay_out(self) -> None:
        amounts, times, rows = self._amounts, self._times, self.fold.rows
        self.add("started_at", "Started", times["started_at"])
        self.add("resolved_at", "Resolved", times["resolved_at"])
        self.add("user_impact_minutes", "User impact", self.user_impact)
        self.add("users_affected", "Users affected", amounts["users_affected"])
        self.add("failed_transactions", "Failed requests", amounts["failed_transactions"])
        self.add("revenue", "Revenue not collected", amounts["revenue"])
        self.add("slo_violated", _FLAG_WORDS["slo_violated"][0], self._flags["slo_violated"])
        budget = "error_budget_consumed_percent"
        self.add(budget, "Error budget used", amounts[budget])
        self.column.addWidget(self.fold)
        for name in ("detected_at", "acknowledged_at", "mitigated_at"):
            self.add(name, _TIME_LABELS[name], times[name], rows=rows)
        self.add(
            "manual_rollback", "Rolled back by hand", self._flags["manual_rollback"], rows=rows
        )
        self.add("data_loss", "Data", self._flags["data_loss"], rows=rows)
        self.add("security", "Security incident", self._flags["security"], rows=rows)
        self.add("slo", "Service level objective", self._slo, rows=rows)
        self.add("currency", "Currency", self._currency, rows=rows)

    def _time_edit(self, name: str) -> TextEdit:
        hint = "2025-03-15 14:23" if name == "started_at" else "14:25"
        edit = TextEdit(self.themes, style="key", placeholder=hint, suffix=short_zone(self._zone))
        edit.setToolTip(f"A time such as 14:25, or a date and a time. {self._zone}")
        return edit

    def _flag_choice(self, name: str) -> FlagChoice:
        _label, yes, no = _FLAG_WORDS[name]
        return FlagChoice(self.themes, yes=yes, no=no)

    def show_duration(self, words: str) -> None:
        """Show how long it took; empty where it is not known."""
        self.user_impact.show_computed(words)

    def complete(self, incident: Incident, read: IncidentDraft) -> None:
        """Write times and amounts out as they were understood (`14:25`, `8500 EUR`).

        Not where someone is typing, nor where something else was typed since.

        Args:
            incident: what the draft meant.
            read: the draft.
        """
        for name, edit in self._times.items():
            if not edit.hasFocus() and edit.text() == read.times.get(name):
                show_text(edit, format_instant(getattr(incident, name), self._zone))
        for name, text in amount_texts(incident.impact).items():
            amount = self._amounts[name]
            if not amount.hasFocus() and amount.value() == read.amounts.get(name):
                amount.set_value(text)
        if not self._currency.hasFocus() and self._currency.text() == read.currency:
            show_text(self._currency, incident.impact.currency or "")

    @override
    def fill(self, draft: IncidentDraft) -> None:
        for name, edit in self._times.items():
            show_text(edit, draft.times.get(name, ""))
        for name, amount in self._amounts.items():
            amount.set_value(draft.amounts.get(name, ""))
        for name, choice in self._flags.items():
            choice.set_flag(draft.flags.get(name))
        show_text(self._currency, draft.currency)
        show_text(self._slo, draft.slo)
        self.show_facts(draft)

    def show_facts(self, draft: IncidentDraft) -> None:
        """Show currency and objective as units, and in the folded line what its fields hold."""
        self._flags["slo_violated"].set_suffix(draft.slo.strip().capitalize())
        self._amounts["revenue"].set_unit(draft.currency.strip().upper())
        said = []
        for name in ("detected_at", "acknowledged_at", "mitigated_at"):
            clock = draft.times.get(name, "").strip().rsplit(" ", 1)[-1]
            said.append(f"{_TIME_LABELS[name].lower()} {clock}" if clock else "")
        said += [words[draft.flags.get(name)] for name, words in _SAID.items()]
        said.append(f"SLO {draft.slo.strip()}" if draft.slo.strip() else "")
        line = "  ·  ".join(one for one in said if one)
        self.fold.set_words(line[:1].upper() + line[1:])

    @override
    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        times = {name: edit.text() for name, edit in self._times.items()}
        return replace(
            draft,
            timezone=self._zone,
            times={**draft.times, **times},
            amounts={name: edit.value() for name, edit in self._amounts.items()},
            currency=self._currency.text(),
            slo=self._slo.text(),
            flags={name: one.flag() for name, one in self._flags.items()},
        )

    @override
    def focus_problem(self, problem: Problem) -> bool:
        field = self.fields.get(problem.field)
        if not problem.table and field is not None and self.fold.isAncestorOf(field):
            self.fold.set_open(True)
        return super().focus_problem(problem)
