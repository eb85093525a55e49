"""Asks which incident another one is linked to, as what, and why; offers those that there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.dialogs.confirm_repeat import confirm_repeat_of
from desktop.dialogs.fields import Choice, Completion, Field, TextEdit
from desktop.dialogs.framed import FramedDialog
from desktop.notices import Notice
from models.errors import BadInputError, UserError
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library

_BETWEEN = "  "
REPEATS = (LinkKind.RECURRENCE_OF, LinkKind.SAME_CLASS)
"""Of these it is shown first what was known, and filed."""

_EXPLAINED = {
    LinkKind.RECURRENCE_OF: "The same failure again: both count as one class.",
    LinkKind.SAME_CLASS: "The same kind of failure: both count as one class.",
    LinkKind.CAUSED_BY: "The other incident brought this one about.",
    LinkKind.RELATED: "Worth reading together; figures do not change.",
    LinkKind.DUPLICATE_OF: "The same event recorded twice: this one is left out of figures.",
    LinkKind.NOT_RELATED: "Never suggested again; beats everything else for this pair.",
}


@dataclass(frozen=True, slots=True)
class Linkable:
    """An incident that can be linked to."""

    key: str
    title: str

    @property
    def words(self) -> str:
        """What is offered and typed: key and title."""
        return f"{self.key}{_BETWEEN}{self.title}"


class LinkDialog(FramedDialog):
    """The kind of link, the other incident by key or title, a reason.

    Signals:
        chosen: (key, `LinkKind`, reason).
    """

    chosen = Signal(str, object, str)

    def __init__(self, key: str, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Link from the incident with that key."""
        super().__init__(f"Link {key}", themes, parent)
        self.key = key
        self.kind = Choice([(one.value, one.value.capitalize()) for one in LinkKind], themes)
        self.kind.edited.connect(self._on_kind_changed)
        self.other = TextEdit(themes, placeholder="Key, or words of the title")
        self._completion = Completion(self.other)
        self.reason = TextEdit(themes, placeholder="What makes you say so")
        self._other_field = Field("other", "Incident", self.other, themes)
        for field in (
            Field("kind", f"{key} is", self.kind, themes),
            self._other_field,
            Field("reason", "Reason, kept with the link", self.reason, themes),
        ):
            self.body.addWidget(field)
        self.set_confirm("Link")
        self.confirmed.connect(self._on_confirmed)
        self.other.textChanged.connect(self._on_other_changed)
        self.other.returnPressed.connect(self._on_confirmed)
        self.reason.returnPressed.connect(self._on_confirmed)
        self._on_kind_changed()
        self._on_other_changed()
        self.other.setFocus()

    def offer(self, incidents: list[Linkable]) -> None:
        """Offer incidents while the other one is typed."""
        self._completion.set_words([one.words for one in incidents if one.key != self.key])

    def refuse(self, error: Exception) -> None:
        """Say what was wrong; the dialog stays."""
        self.set_busy(False)
        if isinstance(error, UserError):
            self._other_field.complain(str(error))
            self.other.setFocus()

    @Slot()
    def _on_kind_changed(self) -> None:
        self.set_text(_EXPLAINED[LinkKind(self.kind.value())])

    @Slot()
    def _on_other_changed(self) -> None:
        self._other_field.clear_complaint()
        self.confirm_button.setEnabled(bool(self.other.text().strip()))

    @Slot()
    def _on_confirmed(self) -> None:
        typed = self.other.text().strip()
        if not typed:
            return
        key = typed.split(_BETWEEN, 1)[0].strip()
        self.chosen.emit(key, LinkKind(self.kind.value()), self.reason.text().strip())


def link_incident(
    session: LibrarySession,
    themes: ThemeSource,
    parent: QWidget,
    incident_id: UUID,
    key: str,
    *,
    other: Linkable | None = None,
) -> LinkDialog:
    """Ask what an incident is to another one, and link the two.

    Args:
        session: the open library.
        themes: where colours come from.
        parent: the window that waits for the answer.
        incident_id: the incident that the link starts from.
        key: its key, for the dialog's words.
        other: the other incident, where it is chosen already.
    """
    dialog = LinkDialog(key, themes, parent)
    if other is not None:
        dialog.other.setText(other.words)
    as_of = session.clock()
    session.read(
        dialog,
        lambda library: [
            Linkable(one.key, one.title) for one in library.incidents.listing(as_of=as_of)
        ],
        dialog.offer,
    )
    linking = _Linking(session, parent, dialog, incident_id)
    dialog.chosen.connect(linking.perform)
    dialog.open()
    return dialog


class _Linking(QObject):
    """What is done with the answer of one dialog; it lives as long as the dialog."""

    def __init__(
        self, session: LibrarySession, parent: QWidget, dialog: LinkDialog, incident_id: UUID
    ) -> None:
        super().__init__(dialog)
        self._session = session
        self._parent = parent
        self._dialog = dialog
        self._incident_id = incident_id

    def perform(self, other: str, kind: LinkKind, reason: str) -> None:
        """Link the two; of a repeat it is shown first what was known."""
        self._dialog.set_busy(True)
        if kind in REPEATS:
            self._session.read(
                self._dialog,
                lambda library: _other_id(library, self._incident_id, other),
                lambda other_id: self._confirm(other_id, kind, reason),
                failed=self._dialog.refuse,
            )
            return
        by = self._session.handle or None

        def done(_changes: Changes) -> None:
            self._dialog.accept()
            _tell(self._session, self._dialog.key, kind)

        self._session.perform(
            self._dialog,
            lambda library: _link(library, self._incident_id, other, kind, reason, by),
            done,
            failed=self._dialog.refuse,
        )

    def _confirm(self, other_id: UUID, kind: LinkKind, reason: str) -> None:
        themes, key = self._dialog.themes, self._dialog.key
        session = self._session
        self._dialog.accept()
        confirm_repeat_of(
            session,
            themes,
            self._parent,
            (self._incident_id, other_id),
            kind,
            reason=reason,
            done=lambda linked: _tell(session, key, linked),
        )


def _tell(session: LibrarySession, key: str, kind: LinkKind) -> None:
    session.notice.emit(Notice(f"{key} linked as {kind.value}"))


def _link(
    library: Library, from_id: UUID, key: str, kind: LinkKind, reason: str, by: str | None
) -> Changes:
    from models.operations.links import link_incidents  # noqa: PLC0415  (SQLAlchemy is slow)

    return link_incidents(library, from_id, _other_id(library, from_id, key), kind, reason, by)


def _other_id(library: Library, own: UUID, key: str) -> UUID:
    other = library.incidents.by_key(key).id
    if other == own:
        raise BadInputError("An incident cannot be linked to itself.", "Choose another one.")
    return other
