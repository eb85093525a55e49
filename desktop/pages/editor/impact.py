"""The impact block: amounts that may be unknown or estimated, facts that may be unknown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typing_extensions import override

from desktop.dialogs.fields import TextEdit, YesNoUnknown
from desktop.pages.editor.part import FormPart

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.pages.editor.draft import IncidentDraft
    from desktop.theme import ThemeSource

_AMOUNTS = (
    ("users_affected", "Users affected", "people"),
    ("failed_transactions", "Failed transactions", ""),
    ("user_impact_minutes", "User impact", "min"),
    ("error_budget_consumed_percent", "Error budget used", "% of month"),
    ("revenue", "Revenue not collected", ""),
)
_FLAGS = (
    ("slo_violated", "SLO violated"),
    ("data_loss", "Data lost"),
    ("security", "Security incident"),
    ("manual_rollback", "Rolled back by hand"),
)


class ImpactPart(FormPart):
    """What users and the business felt. Blank is unknown; zero is zero."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Build the fields."""
        super().__init__("Impact", themes, parent)
        self._amounts: dict[str, TextEdit] = {}
        for name, label, unit in _AMOUNTS:
            edit = TextEdit(themes, placeholder="unknown", suffix=unit)
            edit.setToolTip("Blank is unknown; ~12,000 is an estimate")
            self.add(name, label, edit)
            self._amounts[name] = edit
        self._currency = TextEdit(themes, placeholder="EUR")
        self._currency.setMaxLength(8)
        self.add("currency", "Currency", self._currency)
        self._slo = TextEdit(themes, placeholder="availability")
        self.add("slo", "Service level objective", self._slo, span=2)
        self._flags: dict[str, YesNoUnknown] = {}
        for name, label in _FLAGS:
            control = YesNoUnknown(themes, name=label)
            control.chosen.connect(self.edited)
            self.add(name, label, control, span=2)
            self._flags[name] = control

    @override
    def fill(self, draft: IncidentDraft) -> None:
        for name, edit in self._amounts.items():
            edit.setText(draft.amounts.get(name, ""))
        self._currency.setText(draft.currency)
        self._slo.setText(draft.slo)
        for name, control in self._flags.items():
            control.set_flag(draft.flags.get(name))

    @override
    def apply(self, draft: IncidentDraft) -> IncidentDraft:
        return replace(
            draft,
            amounts={name: edit.text() for name, edit in self._amounts.items()},
            currency=self._currency.text(),
            slo=self._slo.text(),
            flags={name: control.flag() for name, control in self._flags.items()},
        )
