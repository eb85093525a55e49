"""Tracker accounts in Settings: added, tried, changed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.dialogs.framed import FramedDialog
from desktop.pages.settings.page import SettingsPage
from desktop.trackers.secrets import KeyringTroubleError, SecretStore
from models.operations.tracker_people import set_people
from models.tracker_people import TrackerPeople, TrackerPerson
from models.trackers import MappedField, TrackerKind
from models.vocabulary import ActionStatus
from tests.desktop.trackers.conftest import FakeKeyring
from tests.exporters.trackers.contract_server import SECRET, FakeJira
from tests.exporters.trackers.tracked import account_on, fill

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.pages.settings.trackers_dialog import AccountDialog
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


@pytest.fixture(scope="module")
def jira() -> Any:
    made = FakeJira()
    yield made
    made.close()


@pytest.fixture
def ring() -> FakeKeyring:
    return FakeKeyring()


@pytest.fixture
def page(
    qtbot: QtBot,
    session: LibrarySession,
    themes: ThemeSource,
    library: Library,
    ring: FakeKeyring,
) -> SettingsPage:
    """Settings over an open library with a keyring of its own."""
    made = SettingsPage(session, themes, secrets=SecretStore(lambda: ring))
    qtbot.addWidget(made)
    made.show()
    session.open()
    made.activate()
    return made


def typed(dialog: AccountDialog, jira: FakeJira, **changed: str) -> None:
    values = {"name": "Payments", "address": jira.url, "project": "PAY", "token": SECRET}
    for name, text in (values | changed).items():
        getattr(dialog, name).setText(text)


def test_an_account_is_added_with_its_token_in_the_keyring(
    page: SettingsPage, library: Library, ring: FakeKeyring, jira: FakeJira
) -> None:
    dialog = page.trackers.add()
    typed(dialog, jira)
    dialog.fields_text.setPlainText("severity = customfield_1")
    dialog.statuses_text.setPlainText("Parked = won't do")
    dialog.confirm_button.click()
    (account,) = library.trackers.accounts()
    assert (account.kind, account.name, account.project) == (TrackerKind.JIRA, "Payments", "PAY")
    assert account.fields == ((MappedField.SEVERITY, "customfield_1"),)
    assert account.statuses == (("Parked", ActionStatus.WONT_DO),)
    assert list(ring.kept.values()) == [SECRET]
    assert "token in the keyring" in _words(page)
    assert not dialog.isVisible()


def _words(page: SettingsPage) -> str:
    from desktop.widgets.labels import ElidedLabel

    labels = page.trackers.section.findChildren(ElidedLabel)
    return "\n".join(one.accessibleName() or one.text() for one in labels)


def test_what_cannot_be_used_is_said_and_what_was_typed_stays(
    page: SettingsPage, library: Library, jira: FakeJira
) -> None:
    dialog = page.trackers.add()
    typed(dialog, jira, token="")
    dialog.confirm_button.click()
    assert dialog.fields["token"].message
    typed(dialog, jira, address="http://jira.example.test")
    dialog.confirm_button.click()
    assert "unencrypted" in dialog.banner.text
    typed(dialog, jira)
    dialog.fields_text.setPlainText("colour = x")
    dialog.confirm_button.click()
    assert "maps nothing" in dialog.fields["fields"].message
    dialog.fields_text.setPlainText("")
    dialog.statuses_text.setPlainText("Parked = gone")
    dialog.confirm_button.click()
    assert "says nothing" in dialog.fields["statuses"].message
    assert library.trackers.accounts() == []


def test_trying_tells_who_one_is_or_what_is_wrong(page: SettingsPage, jira: FakeJira) -> None:
    dialog = page.trackers.add()
    typed(dialog, jira)
    dialog._on_test()
    assert dialog.banner.text == "Connected as Ada; PAY was found."
    typed(dialog, jira, token="wrong")
    dialog._on_test()
    assert "does not accept the token" in dialog.banner.text
    typed(dialog, jira, project="NO")
    dialog._on_test()
    assert "does not have it" in dialog.banner.text


def test_an_account_in_the_list_is_tried_changed_and_removed(
    page: SettingsPage, library: Library, ring: FakeKeyring, jira: FakeJira
) -> None:
    account = account_on(jira)
    fill(library, account)
    page.reload()
    row = page.trackers.section.rows[account.id]
    row.test.click()
    assert row.said == (
        "The token of “Payments” is not known on this computer. Enter it in Settings, Trackers.",
        "error",
    )
    dialog = page.trackers.edit(account.id)
    assert dialog is not None
    dialog.token.setText(SECRET)
    dialog.label.setText("A, B")
    dialog.confirm_button.click()
    page.trackers.section.rows[account.id].test.click()
    assert page.trackers.section.rows[account.id].said == (
        "Connected as Ada; PAY was found.",
        "done",
    )
    assert library.trackers.account(account.id).labels == ("A", "B")
    page.trackers.section.rows[account.id].remove.click()
    (question,) = [one for one in page.findChildren(FramedDialog) if one.isVisible()]
    question.confirm_button.click()
    assert library.trackers.accounts() == []
    assert ring.kept == {}


def test_of_a_webhook_only_the_host_is_stored(
    page: SettingsPage, library: Library, ring: FakeKeyring
) -> None:
    dialog = page.trackers.add()
    dialog.kind.set_value(TrackerKind.WEBHOOK.value)
    dialog.name.setText("#postmortems")
    dialog.token.setText(f"https://hooks.example.test/services/{SECRET}")
    dialog.confirm_button.click()
    (account,) = library.trackers.accounts()
    assert account.base_url == "https://hooks.example.test"
    assert SECRET not in repr(account)
    assert list(ring.kept.values()) == [f"https://hooks.example.test/services/{SECRET}"]


def test_who_is_who_there_is_shown_and_changed(
    page: SettingsPage, library: Library, jira: FakeJira
) -> None:
    account = account_on(jira)
    fill(library, account)
    known = TrackerPeople(
        (
            TrackerPerson(handle="@ken", account="id-9", name="Ken Li", refused=True),
            TrackerPerson(handle="@qa team", account=""),
        )
    )
    set_people(library, account.id, known)
    page.reload()
    dialog = page.trackers.edit(account.id)
    assert dialog is not None
    lines = "@ken = id-9 (Ken Li, refused)\n@qa team = nobody"
    assert dialog.people_text.toPlainText() == lines
    for wrong in ("@ken", "@ken = two words", "= id-1"):
        dialog.people_text.setPlainText(wrong)
        dialog.confirm_button.click()
        assert "says of nobody" in dialog.fields["people"].message
    dialog.people_text.setPlainText(f"{lines}\n@a=id-1")
    dialog.confirm_button.click()
    added = TrackerPerson(handle="@a", account="id-1")
    assert library.trackers.people(account.id).people == (*known.people, added)


def test_what_a_keyring_does_not_take_is_said_to_last_for_the_session(
    page: SettingsPage,
    library: Library,
    ring: FakeKeyring,
    jira: FakeJira,
    session: LibrarySession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_service: str, _username: str, _password: str) -> None:
        raise KeyringTroubleError

    monkeypatch.setattr(ring, "set_password", refuse)
    said: list[str] = []
    session.notice.connect(lambda notice: said.append(notice.text))
    dialog = page.trackers.add()
    typed(dialog, jira)
    dialog.confirm_button.click()
    assert ring.kept == {}
    assert "token kept until Afterword ends" in _words(page)
    assert said[-1] == "The keyring did not take it; it is kept until Afterword ends."
