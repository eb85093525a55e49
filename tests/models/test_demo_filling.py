"""The demo story in a real library, written by the operations that people use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from models.demo import DemoStory, build_demo_story, fill_demo_library
from models.errors import BadInputError
from models.library import Library
from models.policy import Policy, VerdictOutcome, judge
from models.policy_clocks import clock_states
from models.publishing import material_digest
from models.vocabulary import LinkKind, PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.changes import Changes

STORY_NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def story() -> DemoStory:
    return build_demo_story(STORY_NOW)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Changes]]:
    path = tmp_path_factory.mktemp("demo") / "demo.afterword"
    with Library.create(path, clock=lambda: STORY_NOW) as library:
        yield library, fill_demo_library(library, STORY_NOW)


@pytest.fixture(scope="module")
def demo(filled: tuple[Library, Changes]) -> Library:
    return filled[0]


def test_the_library_is_sound_and_named(demo: Library) -> None:
    assert demo.check() == []
    assert demo.name == "Platform Postmortems"
    assert demo.settings.zone == "UTC"


def test_the_changes_name_everything(filled: tuple[Library, Changes], story: DemoStory) -> None:
    library, changes = filled
    assert changes.incidents == {one.id for one in story.incidents}
    assert changes.last == library.changes.last()
    assert changes.actions
    assert changes.links
    assert changes.reviews


def test_incidents_come_back_as_they_were_told(demo: Library, story: DemoStory) -> None:
    stored = {one.id: one for one in demo.incidents.documents()}
    assert len(stored) == len(story.incidents)
    for told in story.incidents:
        found = stored[told.id]
        for name in (
            "key",
            "title",
            "severity",
            "kind",
            "started_at",
            "detected_at",
            "resolved_at",
            "services",
            "category",
            "tags",
            "impact",
            "timeline",
            "contributing_factors",
            "defences",
            "postmortem",
            "action_items",
            "created_at",
        ):
            assert getattr(found, name) == getattr(told, name), (told.key, name)


def test_final_postmortems_have_a_revision_from_the_day_they_were_published(
    demo: Library, story: DemoStory
) -> None:
    for one in story.incidents:
        revisions = demo.revisions.of(one.id)
        assert bool(revisions) == (one.status is PostmortemStatus.FINAL), one.key
        if one.postmortem and revisions:
            assert revisions[0].made_at == one.postmortem.published_at


def test_links_were_made_in_the_story(demo: Library, story: DemoStory) -> None:
    made = {(row.from_key, row.to_key, row.kind): row for row in demo.links.rows()}
    assert len(made) == len(story.links)
    for link in story.links:
        row = made[link.from_key, link.to_key, link.kind.value]
        assert (row.reason, row.made_by, row.made_at) == (link.reason, link.made_by, link.made_at)


def test_the_words_are_the_companys(demo: Library, story: DemoStory) -> None:
    services = {one.name for one in demo.vocabulary.services()}
    assert set(story.services) <= services
    categories = {one.name for one in demo.vocabulary.categories() if " / " in one.name}
    assert categories == set(story.categories)


def test_reviews_and_searches_are_there(demo: Library, story: DemoStory) -> None:
    rows = demo.reviews.rows()
    assert [(row.title, row.decided, row.incidents) for row in rows] == [
        ("Checkout v2 on shared Postgres", 4, 6),
        ("Search index on spot nodes", 2, 2),
    ]
    review = demo.reviews.get(rows[0].id)
    assert len(review.questions) == 4
    assert len(review.action_item_ids) == 3
    names = [one.name for one in demo.saved_searches.all()]
    assert names == [one.name for one in story.saved_searches]


def test_home_has_the_deadlines_of_the_mockup_and_one_old_debt(demo: Library) -> None:
    policy = Policy.shipped()
    clocks = {}
    unknown = []
    for one in demo.incidents.documents():
        verdict = judge(one, policy, as_of=STORY_NOW)
        if verdict.outcome is VerdictOutcome.UNKNOWN:
            unknown.append(one.key)
        for clock in clock_states(one, verdict, policy, as_of=STORY_NOW):
            clocks[one.key, clock.name] = clock.text
    assert unknown == ["INC-2025-035"]
    assert clocks == {
        ("INC-2025-036", "meeting"): "25 h 25 min left",
        ("INC-2025-036", "document"): "Due Tue, 4 business days left",
        ("INC-2025-034", "document"): "Due Fri, 2 business days left",
        ("INC-2025-032", "document"): "Late by 1 day",
        ("INC-2025-029", "document"): "Late by 14 days",
    }


def test_the_register_has_the_numbers_of_the_mockup(demo: Library) -> None:
    rows = {row.register_number: row for row in demo.actions.rows(as_of=STORY_NOW)}
    shown = {
        118: ("Alert when pool wait time exceeds 250 ms", "INC-2024-112", 12),
        126: ("Cap batch concurrency in refund worker", "INC-2025-007", 5),
        129: ("Describe pooler failover in the runbook", "INC-2025-019", 2),
        141: ("Add index on payment_methods.user_id", "INC-2025-034", 1),
        147: ("Add jitter to token refresh", "INC-2025-036", 0),
    }
    for number, (title, key, overdue) in shown.items():
        row = rows[number]
        assert (row.title, row.incident_key, row.overdue_days) == (title, key, overdue)


def test_a_second_time_is_refused(demo: Library) -> None:
    before = demo.changes.last()
    with pytest.raises(BadInputError, match="empty library"):
        fill_demo_library(demo, STORY_NOW)
    assert demo.changes.last() == before


def test_duplicates_are_read_from_the_links(demo: Library) -> None:
    copy = demo.incidents.by_key("INC-2025-010")
    assert [(one.kind, one.key) for one in copy.links] == [(LinkKind.DUPLICATE_OF, "INC-2025-009")]


def test_another_week_fills_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    later = STORY_NOW + timedelta(weeks=40, days=2)
    path = tmp_path_factory.mktemp("later") / "demo.afterword"
    with Library.create(path, clock=lambda: later) as library:
        fill_demo_library(library, later)
        assert library.check() == []
        rows = library.incidents.listing(as_of=later)
        assert all(row.started_at and row.started_at < later for row in rows)


def test_the_first_of_two_reviewers_of_the_outage_has_approved_it(demo: Library) -> None:
    outage = demo.incidents.by_key("INC-2025-034")
    first, second = demo.publishing.state(outage.id).approvals
    assert first.holds(material_digest(outage))
    assert second.approved_at is None
