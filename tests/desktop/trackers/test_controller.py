"""Preview, create, sync, choose and tell, as somebody at the window does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from werkzeug.wrappers import Response

from desktop.trackers.conflict_dialog import ConflictDialog
from desktop.trackers.message_dialog import MessageDialog
from desktop.trackers.preview_dialog import PreviewDialog
from desktop.trackers.results_dialog import ResultsDialog
from models.operations.actions import close_action_item
from models.operations.tracker_accounts import remove_account, save_account
from models.operations.tracker_people import set_people
from models.tracker_people import TrackerPeople, TrackerPerson
from models.trackers import TrackerAccount, TrackerKind
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from desktop.session import LibrarySession
    from models.incident import Incident
    from models.library import Library
    from tests.desktop.trackers.conftest import Shown
    from tests.exporters.trackers.contract_server import FakeJira

D = TypeVar("D", bound="QDialog")


def dialog(shown: Shown, kind: type[D]) -> D:
    """The dialog of that kind that is open."""
    (found,) = [one for one in shown.window.findChildren(kind) if one.isVisible()]
    return found


def create(shown: Shown, outage: Incident) -> None:
    assert shown.trackers.run(f"create-issues:{outage.id}")
    dialog(shown, PreviewDialog).confirm_button.click()


def status_words(shown: Shown) -> str:
    button = shown.window.status._not_pushed
    return button.text() if button.isVisible() else ""


def test_nothing_is_sent_before_the_button_is_pressed(
    shown: Shown, outage: Incident, jira: FakeJira
) -> None:
    shown.trackers.create_issues(outage.id)
    preview = dialog(shown, PreviewDialog)
    assert preview.confirm_button.text() == "Create 3 issues"
    preview.reject()
    assert jira.requests == []


def test_ticked_items_become_issues_and_the_toast_tells(
    shown: Shown, outage: Incident, jira: FakeJira, qtmodeltester: Any
) -> None:
    shown.trackers.create_issues(outage.id)
    preview = dialog(shown, PreviewDialog)
    qtmodeltester.check(preview.model)
    index = preview.model.index(0, 0)
    assert preview.model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert preview.confirm_button.text() == "Create 2 issues"
    preview.confirm_button.click()
    assert len(jira.issues) == 2
    assert shown.notices[-1].text == "2 issues created"
    assert shown.counts[-1] == 0
    assert shown.notices[-1].action is not None
    shown.notices[-1].action()
    results = dialog(shown, ResultsDialog)
    assert {one.key for one in results.model.rows} == {"PAY-1", "PAY-2"}


def test_the_preview_says_whom_each_issue_is_for(
    shown: Shown, outage: Incident, account: TrackerAccount, library: Library
) -> None:
    notes = []
    for known in (
        (),
        (TrackerPerson(handle="@a", account="1", name="Ada"),),
        (TrackerPerson(handle="@a", account=""),),
        (TrackerPerson(handle="@a", account="1", refused=True),),
    ):
        set_people(library, account.id, TrackerPeople(known))
        shown.trackers.create_issues(outage.id)
        preview = dialog(shown, PreviewDialog)
        notes.append(preview.model.index(0, 3).data())
        preview.reject()
    assert notes == [
        "looked up in Jira",
        "for Ada",
        "unassigned, nobody in Jira",
        "unassigned, refused by Jira",
    ]


def test_all_unticked_there_is_nothing_to_create(shown: Shown, outage: Incident) -> None:
    shown.trackers.create_issues(outage.id)
    preview = dialog(shown, PreviewDialog)
    for row in range(3):
        index = preview.model.index(row, 0)
        preview.model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert not preview.confirm_button.isEnabled()


def test_offline_is_a_toast_and_a_number_in_the_status_line(
    shown: Shown, outage: Incident, jira: FakeJira
) -> None:
    jira.queued.append(Response("", 500))
    create(shown, outage)
    assert shown.notices[-1].text == "3 kept for later"
    assert status_words(shown) == "3 changes not pushed"
    assert not [one for one in shown.window.findChildren(PreviewDialog) if one.isVisible()]
    shown.trackers.retry()
    assert len(jira.issues) == 3
    assert status_words(shown) == ""


def test_a_retry_sends_nothing_that_nobody_asked_for(
    shown: Shown, outage: Incident, jira: FakeJira, library: Library
) -> None:
    create(shown, outage)
    close_action_item(library, outage.action_items[0].id)
    jira.requests.clear()
    shown.trackers.retry()
    assert jira.requests == []


def test_a_sync_goes_both_ways(
    shown: Shown, outage: Incident, jira: FakeJira, library: Library
) -> None:
    create(shown, outage)
    jira.change("PAY-2", status=("Done", "done"))
    close_action_item(library, outage.action_items[0].id)
    shown.trackers.run("sync-trackers")
    assert jira.issues["PAY-1"]["status"][1] == "done"
    statuses = [one.status for one in library.incidents.get(outage.id).action_items]
    assert statuses == [ActionStatus.DONE, ActionStatus.DONE, ActionStatus.OPEN]
    assert shown.notices[-1].text == "1 updated"
    shown.trackers.run("sync-trackers")
    assert shown.notices[-1].text == "Trackers asked: nothing new"


@pytest.mark.parametrize("side", ["here", "there"])
def test_a_person_chooses_what_was_changed_on_both_sides(
    shown: Shown, outage: Incident, jira: FakeJira, library: Library, side: str
) -> None:
    create(shown, outage)
    jira.change("PAY-1", status=("Won't do", "done"))
    close_action_item(library, outage.action_items[0].id)
    shown.trackers.sync()
    assert shown.notices[-1].text == "1 value was changed here and there"
    shown.trackers.run("tracker-conflicts")
    conflicts = dialog(shown, ConflictDialog)
    assert not conflicts.confirm_button.isEnabled()
    conflicts.choose(0, side)
    conflicts.confirm_button.click()
    expected = ActionStatus.DONE if side == "here" else ActionStatus.WONT_DO
    assert library.incidents.get(outage.id).action_items[0].status is expected
    shown.trackers.sync()
    assert jira.issues["PAY-1"]["status"][0] == ("Done" if side == "here" else "Won't do")
    shown.trackers.run("tracker-conflicts")
    assert shown.notices[-1].text == "Nothing was changed here and there"


def test_without_an_account_settings_are_offered(
    shown: Shown, outage: Incident, library: Library, account: TrackerAccount
) -> None:
    remove_account(library, account.id)
    shown.trackers.create_issues(outage.id)
    assert shown.notices[-1].action_label == "Settings"
    shown.trackers.run(f"tell-team:{outage.id}")
    assert shown.notices[-1].text == "No Slack channel or webhook is set up"
    shown.trackers.sync()
    assert shown.notices[-1].text == "No action item has an issue yet"


def test_an_incident_whose_items_have_issues_needs_none(shown: Shown, outage: Incident) -> None:
    create(shown, outage)
    shown.trackers.create_issues(outage.id)
    assert "needs an issue" in shown.notices[-1].text


def test_the_team_is_told_what_a_person_has_read(
    shown: Shown, outage: Incident, library: Library, jira: FakeJira
) -> None:
    webhook = TrackerAccount(kind=TrackerKind.WEBHOOK, name="#post", base_url=jira.url)
    save_account(library, webhook)
    shown.trackers.run(f"tell-team:{outage.id}")
    message = dialog(shown, MessageDialog)
    assert "Action items: 3. Please review and prioritize." in message.message.toPlainText()
    message.confirm_button.click()
    assert "not known on this computer" in message.banner.text
    shown.secrets.keep(webhook.id, f"{jira.url}/services/T0/x")
    jira.queued.append(Response("ok"))
    message.confirm_button.click()
    assert not message.isVisible()
    shown.trackers.run("tell-month")
    assert "Incident trend, February 2025" in dialog(shown, MessageDialog).message.toPlainText()


def test_a_message_that_does_not_get_through_waits_and_says_so(
    shown: Shown, outage: Incident, library: Library, jira: FakeJira
) -> None:
    webhook = TrackerAccount(kind=TrackerKind.WEBHOOK, name="#post", base_url=jira.url)
    save_account(library, webhook)
    shown.secrets.keep(webhook.id, f"{jira.url}/services/T0/x")

    def send() -> None:
        shown.trackers.run(f"tell-team:{outage.id}")
        message = dialog(shown, MessageDialog)
        message.message.setPlainText("what I made of it")
        jira.queued.append(Response("", 503))
        message.confirm_button.click()
        assert not message.isVisible()
        assert shown.notices[-1].text.startswith("Message to #post waits: ")
        assert status_words(shown) == "1 change not pushed"

    send()
    assert [one.text for one in library.trackers.messages()] == ["what I made of it"]
    jira.queued.append(Response("ok"))
    shown.trackers.retry()
    assert shown.notices[-1].text == "Message to #post sent"
    assert status_words(shown) == ""
    send()
    jira.queued.append(Response("", 503))
    shown.trackers.sync()
    assert shown.notices[-1].text.startswith("Message to #post waits: ")
    assert shown.notices[-1].action is not None
    shown.notices[-1].action()
    assert library.trackers.messages() == []
    assert status_words(shown) == ""


def test_publishing_offers_issues_and_sends_nothing_by_itself(
    shown: Shown, outage: Incident, jira: FakeJira, session: LibrarySession, library: Library
) -> None:
    session.published.emit(outage.id)
    assert shown.notices[-1].text == "INC-2025-034 published; 3 action items have no issue yet"
    assert jira.requests == []
    assert shown.notices[-1].action is not None
    shown.notices[-1].action()
    dialog(shown, PreviewDialog).confirm_button.click()
    save_account(library, TrackerAccount(kind=TrackerKind.WEBHOOK, name="#post", base_url=jira.url))
    session.published.emit(outage.id)
    assert shown.notices[-1].action_label == "Tell Slack…"


def test_publishing_without_an_account_says_nothing(
    shown: Shown,
    outage: Incident,
    session: LibrarySession,
    library: Library,
    account: TrackerAccount,
) -> None:
    remove_account(library, account.id)
    shown.notices.clear()
    session.published.emit(outage.id)
    assert shown.notices == []


def test_other_commands_are_not_its_own(shown: Shown) -> None:
    assert not shown.trackers.run("trash")
    assert not shown.trackers.run("place:settings")
    shown.trackers.attach(None)
    assert shown.trackers.run("sync-trackers")
