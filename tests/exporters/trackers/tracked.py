"""A library with an incident, an account on a contract server, and a way to connect."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exporters.trackers.connecting import open_tracker
from models.incident import ActionItem, Incident, Postmortem, Section
from models.operations.incidents import save_incident
from models.operations.tracker_accounts import save_account
from models.trackers import MappedField, TrackerAccount, TrackerKind
from models.vocabulary import PostmortemStatus, SectionKind, Severity
from tests.exporters.trackers.contract_server import SECRET, FakeJira

if TYPE_CHECKING:
    from exporters.trackers.push import Tracker
    from exporters.trackers.sending import Connect
    from models.library import Library
    from tests.exporters.trackers.contract_server import ContractServer

DUE = date(2025, 3, 18)


def account_on(server: ContractServer, url: str = "") -> TrackerAccount:
    """An account for the server's vendor."""
    if isinstance(server, FakeJira):
        return TrackerAccount(
            kind=TrackerKind.JIRA,
            name="Payments",
            base_url=url or server.url,
            project="PAY",
            user="ada@example.test",
            fields=((MappedField.SEVERITY, "customfield_10042"),),
        )
    return TrackerAccount(
        kind=TrackerKind.GITHUB,
        name="Payments",
        base_url=url or server.url,
        project="acme/payments",
    )


def fill(library: Library, account: TrackerAccount, *, items: int = 3) -> Incident:
    """The account, and an incident with open action items that have no issues."""
    save_account(library, account)
    made = Incident(
        key="INC-2025-034",
        title="Payment Service Outage",
        severity=Severity.SEV_1,
        services=("payments/db",),
        action_items=tuple(
            ActionItem(number=number, title=f"Item {number} <b>", owner="@a", due_on=DUE)
            for number in range(1, items + 1)
        ),
        postmortem=Postmortem(
            status=PostmortemStatus.FINAL,
            sections=(
                Section(
                    kind=SectionKind.ROOT_CAUSE, title="Root Cause", markdown="No index. --> x"
                ),
            ),
        ),
    )
    save_incident(library, made)
    return library.incidents.get(made.id)


def connecting(secret: str | None = SECRET) -> Connect:
    """Opens trackers with that token."""

    def connect(account: TrackerAccount) -> Tracker:
        return open_tracker(account, secret)

    return connect
