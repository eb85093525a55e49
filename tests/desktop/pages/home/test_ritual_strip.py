"""Home says that the weekly review of action items is late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.pages.home.page import HomePage
from models.incident import ActionItem, Incident
from models.operations.action_reviews import record_action_review
from models.operations.actions import close_action_item
from models.operations.incidents import save_incident
from models.operations.settings import set_setting
from models.vocabulary import ActionStatus, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.library import Library
    from tests.conftest import TickingClock

DONE = ActionStatus.DONE


def test_the_review_is_late_until_it_is_held(
    library: Library, show: Callable[[type[HomePage]], HomePage], clock: TickingClock
) -> None:
    items = (ActionItem(number=1, title="Fix", due_on=date(2025, 5, 1)),)
    save_incident(library, Incident(key="INC-1", title="Outage", action_items=items))
    page = show(HomePage)
    assert page.ritual.isHidden()
    clock.advance(timedelta(days=9))
    page.reload()
    assert page.ritual.banner.text == "The open action items were never gone through one by one."
    wanted: list[str] = []
    page.command_requested.connect(wanted.append)
    page.ritual.banner.action_chosen.emit()
    assert wanted == ["review-actions"]
    record_action_review(library, kept=1)
    page.session.look_for_changes()
    assert page.ritual.isHidden()
    clock.advance(timedelta(days=10))
    page.reload()
    assert page.ritual.banner.text == "The review of open action items is 3 days late."
    set_setting(library, "action_review_days", 0)
    page.session.look_for_changes()
    assert page.ritual.isHidden()


def test_what_was_closed_without_evidence_is_named_for_a_month(
    library: Library, show: Callable[[type[HomePage]], HomePage], clock: TickingClock
) -> None:
    items = (
        ActionItem(number=1, title="Fix"),
        ActionItem(number=2, title="Long done", status=DONE, completed_on=date(2024, 5, 1)),
    )
    outage = Incident(key="INC-1", title="Outage", severity=Severity.SEV_2, action_items=items)
    save_incident(library, outage)
    page = show(HomePage)
    assert page.ritual.isHidden()
    close_action_item(library, library.incidents.by_key("INC-1").action_items[0].id)
    page.session.look_for_changes()
    assert page.ritual.banner.text == (
        "1 action item of SEV-1 and SEV-2 incidents was closed without evidence."
    )
    wanted: list[str] = []
    page.command_requested.connect(wanted.append)
    page.ritual.banner.action_chosen.emit()
    assert wanted == ["actions-without-evidence"]
    clock.advance(timedelta(days=31))
    page.reload()
    assert page.ritual.isHidden()
