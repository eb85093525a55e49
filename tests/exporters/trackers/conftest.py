"""A vendor's stand-in for each test, once Jira, once GitHub, and a library that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.exporters.trackers.contract_server import FakeGitHub, FakeJira
from tests.exporters.trackers.tracked import account_on, fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.incident import Incident
    from models.library import Library
    from models.trackers import TrackerAccount


@pytest.fixture(scope="session")
def vendors() -> Iterator[dict[str, FakeJira | FakeGitHub]]:
    """Both stand-ins; their documents take a second to load."""
    made: dict[str, FakeJira | FakeGitHub] = {"jira": FakeJira(), "github": FakeGitHub()}
    yield made
    for one in made.values():
        one.close()


@pytest.fixture(params=["jira", "github"])
def vendor(
    request: pytest.FixtureRequest, vendors: dict[str, FakeJira | FakeGitHub]
) -> Iterator[FakeJira | FakeGitHub]:
    """An empty stand-in; afterwards nothing that was said broke the vendor's document."""
    chosen = vendors[request.param]
    chosen.issues.clear()
    chosen.requests.clear()
    chosen.queued.clear()
    if isinstance(chosen, FakeJira):
        chosen.users.clear()
        chosen.assignable = chosen.leader = None
    else:
        chosen.collaborators.clear()
    yield chosen
    assert chosen.violations == []


@pytest.fixture
def account(vendor: FakeJira | FakeGitHub) -> TrackerAccount:
    """An account there."""
    return account_on(vendor)


@pytest.fixture
def outage(library: Library, account: TrackerAccount) -> Incident:
    """An incident with three open action items in a library that has the account."""
    return fill(library, account)
