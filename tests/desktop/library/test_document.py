"""The reading pane's document: everything is there, nothing in it is dangerous."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from desktop.pages.library.document import (
    document_html,
    link_keys,
    read_document,
)
from desktop.pages.library.highlights import match_pattern
from exporters.html import render_markdown
from models.incident import (
    ActionItem,
    ContributingFactor,
    Defence,
    Impact,
    Incident,
    Postmortem,
    Section,
    TimelineEvent,
)
from models.operations.actions import answer_incident
from models.operations.incidents import save_incident, trash_incident
from models.vocabulary import DefenceOutcome, EventKind, SectionKind, Severity

if TYPE_CHECKING:
    from models.library import Library

_AS_OF = datetime(2025, 3, 19, 9, 40, tzinfo=UTC)


def _at(hour: int, minute: int) -> datetime:
    return datetime(2025, 3, 15, hour, minute, tzinfo=UTC)


@pytest.fixture
def outage() -> Incident:
    return Incident(
        key="INC-2025-034",
        title="Payment Service Outage",
        severity=Severity.SEV_1,
        started_at=_at(14, 23),
        resolved_at=_at(15, 10),
        services=("payments/payment-db",),
        impact=Impact(
            users_affected=12_000,
            slo="availability",
            slo_violated=True,
            estimated=frozenset({"users_affected"}),
        ),
        timeline=(
            TimelineEvent(at=_at(14, 23), kind=EventKind.CHANGE, text="Deployed `2.4.1`"),
            TimelineEvent(at=_at(15, 10), kind=EventKind.RECOVERY, text="All well"),
        ),
        contributing_factors=(ContributingFactor(title="No index", text="Nobody looked."),),
        defences=(Defence(outcome=DefenceOutcome.WORKED, text="The canary"),),
        action_items=(
            ActionItem(number=1, title="Add the index", owner="@db", due_on=date(2025, 3, 18)),
        ),
        postmortem=Postmortem(
            sections=(
                Section(kind=SectionKind.SUMMARY, title="Summary", markdown="It *failed*."),
                Section(kind=SectionKind.ROOT_CAUSE, title="Why", markdown="See INC-2024-112."),
            )
        ),
    )


def _html(incident: Incident, zone: str = "UTC") -> str:
    return document_html(incident, as_of=_AS_OF, zone=zone, render=render_markdown)


def test_everything_that_is_known_is_shown(outage: Incident) -> None:
    html = _html(outage)
    for words in (
        "Payment Service Outage",
        "15 Mar 2025, 14:23–15:10 UTC",
        "47 min",
        "about 12,000",
        "✕ Violated",
        "<em>failed</em>",
        "Deployed <code>2.4.1</code>",
        "No index",
        "What worked",
        "Overdue 1 d",
        "payments/payment-db",
    ):
        assert words in html, words


def test_records_without_a_section_stand_where_they_belong(outage: Incident) -> None:
    html = _html(outage)
    places = [
        html.index(f">{name}<")
        for name in (
            "Summary",
            "Timeline",
            "Why",
            "Contributing factors",
            "Defences",
            "Action items",
        )
    ]
    assert places == sorted(places)


def test_times_follow_the_zone_of_the_library(outage: Incident) -> None:
    assert "15 Mar 2025, 15:23–16:10 Europe/Berlin" in _html(outage, "Europe/Berlin")


def test_hostile_text_is_shown_as_text() -> None:
    evil = "<script>alert(1)</script><img src='http://evil.example/x.png'>"
    incident = Incident(
        key="INC-1",
        title=evil,
        services=(evil,),
        timeline=(TimelineEvent(at=_AS_OF, text=evil),),
        contributing_factors=(ContributingFactor(title=evil, text=evil),),
        defences=(Defence(outcome=DefenceOutcome.FAILED, text=evil),),
        action_items=(ActionItem(number=1, title=evil, owner=evil, tracker_key=evil),),
        postmortem=Postmortem(
            sections=(Section(kind=SectionKind.OTHER, title=evil, markdown=evil),)
        ),
        extra=((evil, evil),),
    )
    html = _html(incident)
    assert "<script" not in html
    assert "<img" not in html


def test_an_incident_without_a_postmortem_says_so() -> None:
    assert "Nothing is written" in _html(Incident(key="INC-1", title="Short"))


def test_keys_of_incidents_become_links_outside_of_code_and_links() -> None:
    html = "<p>INC-1 <code>INC-1</code> <a href='x'>INC-1</a> INC-2</p>"
    linked = link_keys(html, {"INC-1"})
    assert linked.count('<a href="incident:INC-1">') == 1
    assert "incident:INC-2" not in linked


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("pool", "Connection pools", ["pools"]),
        ('"connection pool"', "the connection-pool, a pool", ["connection-pool"]),
        ("service:payments pool", "payments pool", ["pool"]),
        ("pool -limit", "pool limit", ["pool"]),
        ("(a|b", "no harm", []),
    ],
)
def test_what_a_query_marks(query: str, text: str, found: list[str]) -> None:
    pattern = match_pattern(query)
    assert ([] if pattern is None else pattern.findall(text)) == found


def test_a_query_without_words_marks_nothing() -> None:
    assert match_pattern("severity:1") is None


def test_a_shared_item_names_the_other_incidents_it_answers(library: Library) -> None:
    item = ActionItem(number=1, title="Add the index")
    first = Incident(key="INC-2025-034", title="First", action_items=(item,))
    save_incident(library, first)
    others = [Incident(key=f"INC-2025-04{one}", title="Other") for one in range(3)]
    for one in others:
        save_incident(library, one)
        answer_incident(library, item.id, one.id)
    trash_incident(library, others[2].id)
    html = read_document(library, first.id, as_of=_AS_OF, zone="UTC").html
    (told,) = re.findall(r"Also answers (.*?)</span>", html)
    assert re.sub(r"<[^>]+>", "", told) == "INC-2025-040, INC-2025-041"
    assert 'href="incident:INC-2025-040"' in told
    assert "Also answers" in read_document(library, others[0].id, as_of=_AS_OF, zone="UTC").html
