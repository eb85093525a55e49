"""Asks for an action item that a review leads to: what changes, whose it is, for which incident."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal, Slot

from desktop.dialogs.fields import Choice, Field, TextEdit
from desktop.dialogs.framed import FramedDialog
from desktop.dialogs.typed_time import read_date
from desktop.notices import Notice
from desktop.wording import local
from models.errors import BadInputError
from models.incident import ActionItem
from models.vocabulary import ActionKind, Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library
    from models.review import Review, ReviewedIncident


class NewActionDialog(FramedDialog):
    """An action item for one of the review's incidents.

    Signals:
        chosen: (UUID of the incident, `ActionItem`).
    """

    chosen = Signal(object, object)

    def __init__(
        self,
        incidents: Sequence[ReviewedIncident],
        themes: ThemeSource,
        *,
        today: date,
        current: UUID | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer the incidents of the review; `current` is chosen first."""
        super().__init__(
            "New action item",
            themes,
            parent,
            text="It goes into that incident’s postmortem, and the register.",
        )
        self._today = today
        self.title_edit = TextEdit(themes, placeholder="Enforce limits per client in the pooler")
        self.incident = Choice(
            [(str(one.incident_id), f"{one.key}  {one.title}") for one in incidents], themes
        )
        if current is not None:
            self.incident.set_value(str(current))
        self.owner = TextEdit(themes, placeholder="@team")
        self.due = TextEdit(themes, placeholder="fri, +2w, 24 Mar")
        self.strength = Choice([(one.value, one.value.capitalize()) for one in Strength], themes)
        self.kind = Choice([(one.value, one.value.capitalize()) for one in ActionKind], themes)
        self._title_field = Field("title", "What changes", self.title_edit, themes)
        self._due_field = Field("due", "Due", self.due, themes)
        for field in (
            self._title_field,
            Field("incident", "Answers", self.incident, themes),
            Field("owner", "Owner", self.owner, themes),
            self._due_field,
            Field("strength", "Strength", self.strength, themes),
            Field("kind", "Kind", self.kind, themes),
        ):
            self.body.addWidget(field)
        self.set_confirm("Add action item")
        self.confirmed.connect(self._on_confirmed)
        self.title_edit.setFocus()

    @Slot()
    def _on_confirmed(self) -> None:
        title = " ".join(self.title_edit.text().split())
        if not title:
            self._title_field.complain("Say what shall change.")
            return
        try:
            due_on = read_date(self.due.text(), today=self._today)
        except BadInputError as error:
            self._due_field.complain(str(error))
            return
        owner = "".join(self.owner.text().split())
        item = ActionItem(
            number=1,
            title=title,
            owner=(owner if owner.startswith("@") else f"@{owner}") if owner else None,
            due_on=due_on,
            original_due_on=due_on,
            kind=ActionKind(self.kind.value()),
            strength=Strength(self.strength.value()),
        )
        self.chosen.emit(UUID(self.incident.value()), item)
        self.accept()


def ask_for_action(
    session: LibrarySession,
    themes: ThemeSource,
    host: QWidget,
    review: Review | None,
    current: UUID | None,
    added: Callable[[UUID], None],
) -> NewActionDialog | None:
    """Ask for an action item and add it; None, and said why, where no incident wants one.

    Args:
        session: the open library.
        themes: where colours come from.
        host: the widget over which the dialog opens.
        review: a stored review with incidents, else nothing is asked.
        current: the incident that is chosen first.
        added: told the review's id once the item is in the register.
    """
    if review is None or not review.incidents or not review.version:
        words = "An action item answers an incident of a saved review: find one first"
        session.notice.emit(Notice(words, "warning"))
        return None
    today = local(session.clock(), session.zone).date()
    dialog = NewActionDialog(review.incidents, themes, today=today, current=current, parent=host)

    def add(incident_id: UUID, item: ActionItem) -> None:
        def done(_changes: Changes) -> None:
            session.notice.emit(Notice(f"“{item.title}” added to the register"))
            added(review.id)

        session.perform(host, lambda library: _add(library, review.id, incident_id, item), done)

    dialog.chosen.connect(add)
    dialog.open()
    return dialog


def _add(library: Library, review_id: UUID, incident_id: UUID, item: ActionItem) -> Changes:
    from models.operations.reviews import add_review_action  # noqa: PLC0415  (SQLAlchemy is slow)

    return add_review_action(library, review_id, incident_id, item)
