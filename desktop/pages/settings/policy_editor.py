"""The library's policy in Settings: rules, their TOML, earlier versions, and what would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.fields import ParagraphEdit, TextEdit, exact_text
from desktop.pages.settings.policy_form import PolicyRulesForm
from desktop.pages.settings.policy_versions import PolicyVersionList
from desktop.pages.settings.policy_words import effect_words
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button, SegmentedControl
from desktop.widgets.labels import Label
from desktop.widgets.section_header import SectionHeader
from desktop.wording import local
from models.errors import UserError
from models.history import PolicyVersion
from models.policy_rules import Policy
from models.policy_writing import PolicyEffect, form_of, policy_effect, toml_of
from resources import files

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library

_NOTE = "when a postmortem is required, and by when"
_SETTLE_MS = 300
_TABS = (("rules", "Rules"), ("toml", "TOML"), ("versions", "Versions"))


@dataclass(frozen=True, slots=True)
class _Read:
    """The text that holds, and every version."""

    toml: str
    versions: tuple[PolicyVersion, ...]


class PolicyEditor(QWidget):
    """Edits a draft of the policy's TOML: by a form, or as text. Nothing is kept until Save."""

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build it empty; `reload` reads."""
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._held = ""
        self._next = 1
        self._effect = QTimer(self)
        self._effect.setSingleShot(True)
        self._effect.setInterval(_SETTLE_MS)
        self._effect.timeout.connect(self._compute)
        self.tabs = SegmentedControl(_TABS, themes, name="Policy as")
        self.form = PolicyRulesForm(themes)
        self.form_note = Label("", themes, tone="secondary", wrap=True)
        self.text = ParagraphEdit(themes, lines=12, most_lines=24)
        self.text.setAccessibleName("The policy as TOML")
        self.versions = PolicyVersionList(themes)
        self.said = Banner(themes)
        self.note = TextEdit(themes, placeholder="What changes, and why")
        self.note.setAccessibleName("Note on the new version")
        self.save = Button("Save as a new version", themes, kind="primary")
        self.discard = Button("Discard", themes)
        self._lay_out()
        self.tabs.chosen.connect(self._on_tab)
        self.form.edited.connect(self._on_form_edited)
        self.text.textChanged.connect(self._on_text_edited)
        self.versions.taken.connect(self._on_version_taken)
        self.save.clicked.connect(self._on_save)
        self.note.returnPressed.connect(self._on_save)
        self.discard.clicked.connect(self._on_discard)

    def reload(self) -> None:
        """Read the policy; a draft that was begun is left alone."""
        if self._session.is_open:
            self._session.read(self, _read, self._on_read, replaces="policy")

    @property
    def is_edited(self) -> bool:
        """Whether the draft is another text than the policy that holds."""
        return exact_text(self.text) != self._held

    def _lay_out(self) -> None:
        first = QWidget()
        rules = QVBoxLayout(first)
        rules.setContentsMargins(0, 0, 0, 0)
        rules.addWidget(self.form_note)
        rules.addWidget(self.form)
        rules.addStretch(1)
        self._pages: tuple[QWidget, ...] = (first, self.text, self.versions)
        tabs = QHBoxLayout()
        tabs.addWidget(self.tabs)
        tabs.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(self._themes.current.size("space.1"))
        foot.addWidget(self.note, 1)
        foot.addWidget(self.discard)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, self._themes.current.size("space.1"), 0, 0)
        column.setSpacing(self._themes.current.size("space.1"))
        column.addWidget(SectionHeader("Postmortem policy", self._themes, note=_NOTE))
        column.addLayout(tabs)
        for page in self._pages:
            column.addWidget(page)
            page.setVisible(page is first)
        column.addWidget(self.said)
        column.addLayout(foot)
        self._show_edited()

    def _on_read(self, read: _Read) -> None:
        was_edited = self.is_edited and bool(self._held)
        self._held = read.toml
        self._next = read.versions[0].number + 1 if read.versions else 1
        self.versions.show_versions(read.versions, zone=self._session.zone)
        if not was_edited:
            self._show_draft(read.toml)
        self._show_edited()

    def _show_draft(self, toml: str) -> None:
        """Show a text in both tabs."""
        self.text.blockSignals(True)
        self.text.setPlainText(toml)
        self.text.blockSignals(False)
        self._show_form()
        self._show_edited()

    def _show_form(self) -> bool:
        """Fill the form from the text; it is hidden when the text has more than it can show."""
        try:
            form = form_of(Policy.from_toml(exact_text(self.text)))
        except UserError as error:
            self.form.hide()
            self.form_note.setText(f"{error} Correct it in the TOML.")
            self.form_note.show()
            return False
        self.form.setVisible(form is not None)
        self.form_note.setVisible(form is None)
        self.form_note.setText("This policy has rules that the form cannot show. Edit the TOML.")
        if form is not None:
            self.form.show_form(form)
        return True

    @Slot(str)
    def _on_tab(self, name: str) -> None:
        if name == "rules":
            self._show_form()
        wanted = [one for one, _words in _TABS].index(name)
        for place, page in enumerate(self._pages):
            page.setVisible(place == wanted)

    @Slot()
    def _on_form_edited(self) -> None:
        today = local(self._session.clock(), self._session.zone).date()
        try:
            toml = toml_of(self.form.form(today), version=self._next)
        except UserError:
            self.save.setEnabled(False)
            return
        self.text.blockSignals(True)
        self.text.setPlainText(toml)
        self.text.blockSignals(False)
        self._after_edit()

    @Slot()
    def _on_text_edited(self) -> None:
        self._after_edit()

    def _after_edit(self) -> None:
        self._show_edited()
        if self.is_edited:
            self._effect.start()
        else:
            self.said.hide()

    def _show_edited(self) -> None:
        for widget in (self.note, self.save, self.discard):
            widget.setVisible(self.is_edited)
        self.save.setEnabled(True)

    @Slot()
    def _compute(self) -> None:
        """Say what the draft would change, or which line is wrong."""
        try:
            new = Policy.from_toml(exact_text(self.text))
            old = Policy.from_toml(self._held)
        except UserError as error:
            self.said.say(str(error), "error")
            self.save.setEnabled(False)
            return
        self.save.setEnabled(True)
        as_of = self._session.clock()
        self._session.read(
            self,
            lambda library: _effect_of(library, old, new, as_of),
            self._on_effect,
            replaces="effect",
        )

    def _on_effect(self, effect: PolicyEffect) -> None:
        if self.is_edited:
            self.said.say(effect_words(effect), "information")

    @Slot()
    def _on_save(self) -> None:
        if not self.is_edited:
            return
        toml, note = exact_text(self.text), self.note.text().strip()
        try:
            Policy.from_toml(toml)
        except UserError as error:
            self.said.say(str(error), "error")
            return
        me = self._session.handle or None

        def work(library: Library) -> Changes:
            from models.operations.policies import save_policy  # noqa: PLC0415  (SQLAlchemy)

            return save_policy(library, toml, note=note, made_by=me)

        self._session.perform(self, work, lambda _changes: self._on_saved(toml), failed=self._fail)

    def _on_saved(self, toml: str) -> None:
        self._held = toml
        self.note.clear()
        self._show_draft(toml)
        self.said.say(f"Version {self._next} holds from now on.", "done")
        self.reload()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.said.say(str(error), "error")

    @Slot()
    def _on_discard(self) -> None:
        self.said.hide()
        self.note.clear()
        self._show_draft(self._held)

    @Slot(object)
    def _on_version_taken(self, version: PolicyVersion | None) -> None:
        """Make an old version the draft: it is looked over, and saved as a new one."""
        toml = version.toml if version is not None else _shipped()
        self._show_draft(toml)
        if version is not None:
            self.note.setText(f"Version {version.number} again")
        self.tabs.set_value("toml")
        self._on_tab("toml")
        self._after_edit()


def _read(library: Library) -> _Read:
    versions = tuple(library.policies.versions())
    return _Read(versions[0].toml if versions else _shipped(), versions)


def _shipped() -> str:
    return files.text("policy/default.toml")


def _effect_of(library: Library, old: Policy, new: Policy, as_of: datetime) -> PolicyEffect:
    return policy_effect(library.facts(), old, new, as_of=as_of)
