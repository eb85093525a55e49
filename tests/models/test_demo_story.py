"""The demo library tells a coherent story, whatever the present is."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.blameless.hints import BlamelessReader
from models.blameless.rules import RuleBook
from models.demo import DemoStory, build_demo_incidents, build_demo_story
from models.review import ReviewStatus
from models.vocabulary import ActionStatus, EventKind, IncidentKind, LinkKind, PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.incident import Incident

STORY_NOW = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def story() -> DemoStory:
    return build_demo_story(STORY_NOW)


@pytest.fixture(scope="module")
def by_key(story: DemoStory) -> dict[str, Incident]:
    return {one.key: one for one in story.incidents}


def texts_of(incident: Incident) -> Iterator[str]:
    yield incident.title
    yield from (one.markdown for one in incident.sections)
    yield from (one.text for one in incident.timeline)
    for factor in incident.contributing_factors:
        yield from (factor.title, factor.text)
    yield from (one.text for one in incident.defences)
    for item in incident.action_items:
        yield from (item.title, item.status_reason)
    if incident.postmortem:
        yield incident.postmortem.waived_reason


def test_the_story_has_about_the_size_that_a_tour_needs(story: DemoStory) -> None:
    assert 60 <= len(story.incidents) <= 80
    assert len({one.key for one in story.incidents}) == len(story.incidents)
    starts = [one.started_at for one in story.incidents if one.started_at]
    assert timedelta(days=500) < max(starts) - min(starts) < timedelta(days=550)


def test_it_shows_every_state_that_a_page_can_show(story: DemoStory) -> None:
    statuses = Counter(one.status for one in story.incidents)
    assert set(statuses) == {None, *PostmortemStatus}
    assert statuses[PostmortemStatus.DRAFT] >= 3
    assert any(one.kind is IncidentKind.DRILL for one in story.incidents)
    assert any(one.impact.slo_violated is None for one in story.incidents)
    assert any(one.category is None for one in story.incidents)
    kinds = {one.kind for one in story.links}
    assert kinds == set(LinkKind)
    assert {item.status for one in story.incidents for item in one.action_items} == set(
        ActionStatus
    )


def test_times_of_each_incident_are_in_order(story: DemoStory) -> None:
    for one in story.incidents:
        instants = (
            one.started_at,
            one.detected_at,
            one.acknowledged_at,
            one.mitigated_at,
            one.resolved_at,
        )
        known = [at for at in instants if at is not None]
        assert known == sorted(known), one.key
        assert one.resolved_at is not None, one.key
        assert all(at <= STORY_NOW for at in known), one.key


def test_timelines_run_forward_from_start_to_resolution(story: DemoStory) -> None:
    for one in story.incidents:
        assert one.resolved_at is not None
        ats = [event.at for event in one.timeline]
        assert ats == sorted(ats), one.key
        if ats:
            assert one.started_at == ats[0], one.key
        inside = [event for event in one.timeline if event.kind is not EventKind.COMMUNICATION]
        assert all(event.at <= one.resolved_at for event in inside), one.key
        if one.status is PostmortemStatus.FINAL:
            assert 4 <= len(ats) <= 12, one.key
            assert one.resolved_at in ats, one.key


def test_documents_follow_the_resolution(story: DemoStory) -> None:
    for one in story.incidents:
        if one.postmortem is None or one.status is PostmortemStatus.WAIVED:
            assert not one.action_items, one.key
            continue
        document, resolved = one.postmortem, one.resolved_at
        assert resolved is not None
        if document.meeting_held_at is not None:
            assert resolved < document.meeting_held_at < STORY_NOW, one.key
        if one.status is PostmortemStatus.FINAL:
            assert document.published_at is not None, one.key
            assert document.meeting_held_at is not None, one.key
            assert document.meeting_held_at < document.published_at < STORY_NOW, one.key
            assert document.authors, one.key
            assert document.reviewers, one.key
            assert not set(document.authors) & set(document.reviewers), one.key
        else:
            assert document.published_at is None, one.key


def test_final_postmortems_are_complete(story: DemoStory) -> None:
    for one in story.incidents:
        if one.status is not PostmortemStatus.FINAL:
            continue
        assert one.contributing_factors, one.key
        assert one.action_items, one.key
        assert one.defences, one.key
        assert {"summary", "root cause"} <= {str(section.kind) for section in one.sections}


def test_action_items_are_due_after_the_start_and_done_after_it(story: DemoStory) -> None:
    for one in story.incidents:
        assert one.started_at is not None
        for item in one.action_items:
            assert item.created_at is not None
            assert item.created_at >= one.started_at
            for day in (item.due_on, item.original_due_on, item.completed_on):
                assert day is None or day > one.started_at.date(), (one.key, item.title)
            assert (item.completed_on is not None) == (item.status is ActionStatus.DONE)
            assert item.completed_on is None or item.completed_on <= STORY_NOW.date()
            assert item.status.is_closed == bool(item.status_reason)
            moved = item.original_due_on != item.due_on
            assert (item.slips > 0) == moved, (one.key, item.title)


def test_words_come_from_the_company(story: DemoStory) -> None:
    people = set(story.people)
    for one in story.incidents:
        assert set(one.services) <= set(story.services), one.key
        assert one.services, one.key
        assert one.category is None or one.category in story.categories, one.key
        named = [item.owner for item in one.action_items if item.owner]
        if one.postmortem:
            named += [*one.postmortem.authors, *one.postmortem.reviewers]
        assert set(named) <= people, one.key
    for link in story.links:
        assert link.made_by in people


def test_links_and_reviews_name_incidents_that_exist(
    story: DemoStory, by_key: dict[str, Incident]
) -> None:
    for link in story.links:
        first, second = by_key[link.from_key], by_key[link.to_key]
        assert link.reason
        assert first.started_at is not None
        assert second.started_at is not None
        assert link.made_at > first.started_at > second.started_at
    assert {one.review.status for one in story.reviews} == {
        ReviewStatus.OPEN,
        ReviewStatus.DECIDED,
    }
    ids = {one.id for one in story.incidents}
    numbers = {item.register_number for one in story.incidents for item in one.action_items}
    for told in story.reviews:
        assert {one.incident_id for one in told.review.incidents} <= ids
        assert set(told.review.services) <= set(story.services)
        assert set(told.action_numbers) <= numbers


def test_no_text_blames_a_person(story: DemoStory) -> None:
    reader = BlamelessReader(RuleBook.shipped(), story.people)
    for one in story.incidents:
        found = [hint.text for text in texts_of(one) for hint in reader.hints(text)]
        assert not found, one.key


def test_the_register_is_numbered_without_gaps(story: DemoStory) -> None:
    numbers = [item.register_number for one in story.incidents for item in one.action_items]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_the_mockups_find_their_incidents(by_key: dict[str, Incident]) -> None:
    outage = by_key["INC-2025-034"]
    assert outage.title == "Payment Service Outage"
    assert outage.started_at == datetime(2025, 3, 15, 14, 23, tzinfo=UTC)
    assert outage.resolved_at == datetime(2025, 3, 15, 15, 10, tzinfo=UTC)
    assert [item.register_number for item in outage.action_items] == [141, 142, 143, 144, 145]
    titles = {
        "INC-2024-058": "Pool exhausted during sale",
        "INC-2024-112": "Checkout latency: connection pool exhausted",
        "INC-2024-131": "Card vault timeouts after replica failover",
        "INC-2025-007": "Refund worker starves the pool at month end",
        "INC-2025-019": "Ledger writes delayed behind a long migration",
        "INC-2025-023": "Pool settings reset by config rollout",
        "INC-2025-032": "Search index stale after node drain",
        "INC-2025-035": "Slow exports for EU tenants",
        "INC-2025-036": "Login token refresh storm",
    }
    assert {key: by_key[key].title for key in titles} == titles


def test_the_register_shows_the_open_items_of_the_mockup(story: DemoStory) -> None:
    items = [item for one in story.incidents for item in one.action_items]
    still_open = [item for item in items if not item.status.is_closed]
    assert len(still_open) == 13
    today = STORY_NOW.date()
    late = {item.register_number for item in still_open if item.due_on and item.due_on < today}
    assert late == {118, 126, 129, 141}
    assert sum(item.owner is None for item in still_open) == 2
    assert sum(item.due_on is None for item in still_open) == 2


@settings(max_examples=25)
@given(anchor=st.datetimes(datetime(2024, 1, 1), datetime(2045, 1, 1)))  # noqa: DTZ001
def test_any_present_gives_the_same_story(anchor: datetime) -> None:
    moved = build_demo_story(anchor.replace(tzinfo=UTC))
    told = build_demo_story(STORY_NOW)
    assert timedelta(0) <= anchor.replace(tzinfo=UTC) - moved.now < timedelta(weeks=1)
    assert [one.title for one in moved.incidents] == [one.title for one in told.incidents]
    assert len({one.key for one in moved.incidents}) == len(told.incidents)
    shift = moved.now - told.now
    for before, after in zip(told.incidents, moved.incidents, strict=True):
        assert before.started_at is not None
        assert after.started_at == before.started_at + shift
        assert after.key.startswith(f"INC-{after.started_at.year}-")
        assert [item.due_on for item in after.action_items] == [
            item.due_on and item.due_on + shift for item in before.action_items
        ]
    for first, second in pairwise(moved.incidents):
        if first.key[:9] == second.key[:9]:
            assert first.key < second.key


def test_texts_name_the_moved_keys() -> None:
    moved = {one.title: one for one in build_demo_incidents(STORY_NOW + timedelta(weeks=60))}
    earlier = moved["Connection limits reset by a chart upgrade"]
    later = moved["Pool settings reset by config rollout"]
    summary = later.sections[0].markdown
    assert earlier.key != "INC-2024-127"
    assert earlier.key in summary
    assert "INC-2024-127" not in summary


def test_the_same_week_gives_the_same_library() -> None:
    wednesday = build_demo_story(STORY_NOW)
    assert build_demo_story(STORY_NOW + timedelta(days=3)) == wednesday
    ids = [one.id for one in wednesday.incidents]
    assert len(set(ids)) == len(ids)
    assert all(one.version == 7 for one in ids)
    assert ids == [one.id for one in build_demo_incidents(STORY_NOW)]


def test_saved_searches_move_with_the_story() -> None:
    queries = {one.name: one.query for one in build_demo_story(STORY_NOW).saved_searches}
    assert queries["SEV-1, 12 months"] == "severity:SEV-1 after:2024-03-19"
    later = build_demo_story(STORY_NOW + timedelta(weeks=52))
    day = date.fromisoformat(later.saved_searches[1].query.rpartition(":")[2])
    assert day == date(2025, 3, 18)
