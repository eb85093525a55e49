"""The form of one tracker account, with its token, which goes nowhere but to the keyring."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from desktop.dialogs.fields import Field, ParagraphEdit, TextEdit
from desktop.dialogs.framed import FramedDialog
from desktop.pages.settings.tracker_people import people_lines, read_people
from desktop.widgets.buttons import SegmentedControl
from models.errors import BadInputError
from models.tracker_people import TrackerPeople
from models.trackers import MappedField, TrackerAccount, TrackerKind
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.theme import ThemeSource

T = TypeVar("T")

_WIDTH = 560
_KINDS = tuple((kind.value, kind.shown) for kind in TrackerKind)
_ADDRESSES = {
    TrackerKind.JIRA: "https://example.atlassian.net",
    TrackerKind.GITHUB: "https://api.github.com",
    TrackerKind.WEBHOOK: "",
}
_ABOUT_TOKEN = {
    TrackerKind.JIRA: "API token",
    TrackerKind.GITHUB: "Token that may read and write issues",
    TrackerKind.WEBHOOK: "Webhook address, all of which is secret",
}
_ABOUT_PEOPLE = "Owners and their accounts there, one in a line; who is not here is looked up"
_KEPT = "leave empty to keep the one that is there"


class AccountDialog(FramedDialog):
    """Asks for an account.

    Signals:
        submitted: (`TrackerAccount`, secret, `TrackerPeople`) to be stored; an empty secret keeps
            the old one.
        test_wanted: (`TrackerAccount`, secret) to be tried as they stand.
    """

    submitted = Signal(object, str, object)
    test_wanted = Signal(object, str)

    def __init__(
        self,
        account: TrackerAccount | None,
        themes: ThemeSource,
        parent: QWidget | None = None,
        *,
        lasts: bool,
        people: TrackerPeople | None = None,
    ) -> None:
        """Ask for a new account, or change one.

        Args:
            account: None for a new one.
            themes: where colours come from.
            parent: the window.
            lasts: whether there is a keyring, so that a token survives the session.
            people: who is who there, as far as is known.
        """
        title = f"Edit {account.name}" if account else "Add a tracker"
        super().__init__(title, themes, parent, width=_WIDTH)
        self._account = account or TrackerAccount(kind=TrackerKind.JIRA, base_url="")
        self._is_new = account is None
        self._people = people or TrackerPeople()
        self.kind = SegmentedControl(_KINDS, themes, name="Kind of tracker")
        self.kind.set_value(self._account.kind.value)
        self.kind.setVisible(self._is_new)
        self.kind.chosen.connect(self._show_kind)
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addStretch(1)
        self.body.addLayout(row)
        self._make_fields()
        self._test = self.add_button("Test connection", self._on_test)
        self.set_confirm("Save" if account else "Add")
        self.confirmed.connect(self._on_confirmed)
        where = "Its token goes into this computer's keyring and nowhere else."
        session = "This computer has no keyring: its token is kept until Afterword ends."
        self.set_text(where if lasts else session)
        self._fill()
        self._show_kind()
        self.name.setFocus()

    def show_tested(self, text: str, *, failed: bool = False) -> None:
        """Say what came of trying it."""
        self._test.setEnabled(True)
        self.banner.say(text, "error" if failed else "done")
        self._fit()

    def _make_fields(self) -> None:
        themes = self.themes
        self.name, self.address, self.project = (TextEdit(themes) for _ in range(3))
        self.user = TextEdit(themes, placeholder="ada@example.com")
        self.token = TextEdit(themes)
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.label, self.issue_type, self.done_status = (TextEdit(themes) for _ in range(3))
        self.done_status.setPlaceholderText("the first that counts as done")
        self.fields_text = ParagraphEdit(
            themes, placeholder="severity = customfield_10042", style="key"
        )
        self.statuses_text = ParagraphEdit(themes, placeholder="Parked = won't do", style="key")
        self.people_text = ParagraphEdit(
            themes, placeholder="@payment-lead = account there", style="key"
        )
        self.plain = QCheckBox("Allow plain http, for a server inside your own network")
        self.plain.setFont(themes.current.font("body"))
        self.fields = {
            name: Field(name, label, control, themes)
            for name, label, control in (
                ("name", "Name", self.name),
                ("address", "Address", self.address),
                ("project", "Project key", self.project),
                ("user", "E-mail address of the account", self.user),
                ("token", "API token", self.token),
                ("label", "Labels of its issues, parted by commas", self.label),
                ("issue_type", "Issue type", self.issue_type),
                ("done_status", "Status for done", self.done_status),
                ("fields", "Fields of your own, one in a line", self.fields_text),
                ("statuses", "Statuses that mean something else here", self.statuses_text),
                ("people", _ABOUT_PEOPLE, self.people_text),
            )
        }
        for names in (
            ("name", "project"),
            ("address",),
            ("user", "token"),
            ("issue_type", "done_status"),
            ("label",),
            ("fields", "statuses"),
            ("people",),
        ):
            row = QHBoxLayout()
            row.setSpacing(themes.current.size("space.1.5"))
            for name in names:
                row.addWidget(self.fields[name], 1, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(row)
        self.body.addWidget(self.plain)
        self.body.addStretch(1)

    def _fill(self) -> None:
        account = self._account
        self.name.setText(account.name)
        self.address.setText(account.base_url)
        self.project.setText(account.project)
        self.user.setText(account.user)
        self.label.setText(account.label)
        self.issue_type.setText(account.issue_type)
        self.done_status.setText(account.done_status)
        self.plain.setChecked(account.allow_plain_http)
        self.fields_text.setPlainText("\n".join(f"{one} = {to}" for one, to in account.fields))
        statuses = "\n".join(f"{name} = {status}" for name, status in account.statuses)
        self.statuses_text.setPlainText(statuses)
        self.people_text.setPlainText(people_lines(self._people))
        if not self._is_new:
            self.token.setPlaceholderText(_KEPT)

    @Slot()
    def _show_kind(self) -> None:
        kind = TrackerKind(self.kind.value())
        jira, webhook = kind is TrackerKind.JIRA, kind is TrackerKind.WEBHOOK
        for name in ("user", "issue_type", "done_status", "fields"):
            self.fields[name].setVisible(jira)
        for name in ("address", "project", "label", "statuses", "people"):
            self.fields[name].setVisible(not webhook)
        self._test.setVisible(not webhook)
        self.address.setPlaceholderText(_ADDRESSES[kind])
        if self._is_new and self.address.text() in ("", *_ADDRESSES.values()):
            self.address.setText(_ADDRESSES[kind] if kind is TrackerKind.GITHUB else "")
        self.fields["project"].label.setText("Project key" if jira else "Repository")
        self.project.setPlaceholderText("PAY" if jira else "owner/repository")
        self.fields["token"].label.setText(_ABOUT_TOKEN[kind])
        self.name.setPlaceholderText("#postmortems" if webhook else "Payments")
        self._fit()

    def complain(self, field: str, message: str) -> None:
        """Say at a field why the account was refused."""
        self.fields[field].complain(message)
        self.fields[field].setFocus()
        self._fit()

    def _fit(self) -> None:
        """As high as it needs to be: a message that wraps takes room, a hidden field gives some."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(layout.totalHeightForWidth(self.width()), 0))

    def _lines(self, name: str, read: Callable[[str], T]) -> T | None:
        """What the lines of a field say; None after complaining."""
        control = self.fields[name].control
        try:
            return read(control.toPlainText()) if isinstance(control, ParagraphEdit) else None
        except BadInputError as error:
            self.complain(name, str(error))
            return None

    def _read(self) -> tuple[TrackerAccount, str] | None:
        """The account as the form says it; None after complaining."""
        for field in self.fields.values():
            field.clear_complaint()
        mapped = self._lines("fields", lambda text: tuple(_pairs(text, MappedField)))
        if mapped is None:
            return None
        statuses = self._lines("statuses", lambda text: tuple((b, a) for a, b in _pairs_back(text)))
        if statuses is None or self._lines("people", self._people_of) is None:
            return None
        secret = self.token.text().strip()
        kind = TrackerKind(self.kind.value())
        address = self.address.text().strip()
        if kind is TrackerKind.WEBHOOK:
            parts = urlsplit(secret)
            address = f"{parts.scheme}://{parts.netloc}" if secret else self._account.base_url
        account = replace(
            self._account,
            kind=kind,
            name=self.name.text(),
            base_url=address,
            project="" if kind is TrackerKind.WEBHOOK else self.project.text().strip(),
            user=self.user.text().strip() if kind is TrackerKind.JIRA else "",
            label=self.label.text(),
            issue_type=self.issue_type.text().strip() or "Task",
            done_status=self.done_status.text(),
            allow_plain_http=self.plain.isChecked(),
            fields=mapped if kind is TrackerKind.JIRA else (),
            statuses=statuses,
        )
        return account, secret

    @Slot()
    def _on_confirmed(self) -> None:
        read = self._read()
        if read is None:
            return
        if self._is_new and not read[1]:
            self.complain("token", "Without it nothing can be sent.")
            return
        people = self._lines("people", self._people_of)
        self.submitted.emit(*read, people)

    def _people_of(self, text: str) -> TrackerPeople:
        return read_people(text, self._people)

    def _on_test(self) -> None:
        read = self._read()
        if read is not None:
            self._test.setEnabled(False)
            self.banner.say("Asking…", "information")
            self.test_wanted.emit(*read)


def _pairs(text: str, words: type[MappedField]) -> list[tuple[MappedField, str]]:
    """Lines like ``severity = customfield_10042``."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, equals, target = (one.strip() for one in line.partition("="))
        if not equals or not target or name.casefold() not in set(words):
            known = ", ".join(words)
            raise BadInputError(
                f"“{line}” maps nothing.", f"Write severity = customfield_10042; there are {known}."
            )
        found.append((words(name.casefold()), target))
    return found


def _pairs_back(text: str) -> list[tuple[ActionStatus, str]]:
    """Lines like ``Parked = won't do``."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, equals, status = (one.strip() for one in line.partition("="))
        if not equals or not name or status.casefold() not in set(ActionStatus):
            known = ", ".join(ActionStatus)
            raise BadInputError(
                f"“{line}” says nothing.", f"Write Parked = won't do; one of {known}."
            )
        found.append((ActionStatus(status.casefold()), name))
    return found
