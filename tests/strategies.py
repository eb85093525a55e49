"""Hypothesis strategies for incidents: every field, hostile text, valid values.

`incidents()` is what an importer, a form or a file may hold: unsaved, without links and
attachments. `stored_incidents()` has in addition what a store fills in. Instants are UTC at whole
seconds. Words of the vocabulary are in their one form (`models.store.words`), so that they come
back as they were given.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from models.incident import (
    ActionItem,
    AttachmentInfo,
    ContributingFactor,
    Defence,
    Impact,
    Incident,
    LinkView,
    Postmortem,
    Section,
    TimelineEvent,
)
from models.vocabulary import (
    ActionKind,
    ActionStatus,
    DefenceOutcome,
    EventKind,
    IncidentKind,
    LinkKind,
    PostmortemStatus,
    SectionKind,
    Severity,
    Strength,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")

HOSTILE_LINES = (
    "Payment service outage",
    "<script>alert(1)</script>",
    "a | b || c \\| d",
    "**bold** _it_ `code` ~~x~~ [l](javascript:alert(1)) ![i](file:///etc/passwd)",
    "# not a heading",
    "--- : key: value",
    "1. one",
    "- [ ] task",
    "'; DROP TABLE incidents; --",
    "=cmd|' /C calc'!A0",
    "&amp; &#60; \\n %s {0} ${x} {{7*7}}",
    "“quoted” – dashed … 340 € 25 % ½",
    "日本語のインシデント 🔥👩‍💻",
    "עברית مرحبا \u202eabc",
    "e\u0301 vs \u00e9, İ, ß, ﬁ",
    "W" * 300,
    "*",
    "|",
    "`",
    "#",
)
HOSTILE_TEXTS = (
    "",
    "First line.\n\nSecond paragraph with **bold**.",
    "```\n## Timeline\n| a | b |\n```\n",
    "## A heading inside\n\n- list\n  - nested\n\n1. one\n2. two",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "---\nkey: value\n---",
    "<img src=x onerror=alert(1)>\n<!-- never closed",
    "    indented code\n\ttab\n  trailing two spaces  \nnext",
    "\n\nblank lines around\n\n",
    "> quote\n>> deeper\n\n***\n\n[ref]: http://example.invalid",
)

_LINE_CHARACTERS = st.characters(exclude_categories=("C", "Zl", "Zp"))
_TEXT_CHARACTERS = st.one_of(_LINE_CHARACTERS, st.sampled_from("\n\t "))


def _tidy(text: str) -> str:
    return " ".join(text.split())


def lines(*, min_size: int = 0) -> SearchStrategy[str]:
    """One line of text without spaces around it or runs of them."""
    drawn = st.text(_LINE_CHARACTERS, max_size=40).map(_tidy)
    return st.one_of(st.sampled_from(HOSTILE_LINES), drawn).filter(
        lambda text: len(text) >= min_size
    )


def texts() -> SearchStrategy[str]:
    """Markdown of several lines, as anybody may have typed it."""
    return st.one_of(
        st.sampled_from(HOSTILE_TEXTS), st.text(_TEXT_CHARACTERS, max_size=80), lines()
    )


def instants() -> SearchStrategy[datetime]:
    """Whole seconds in UTC, 1990 to 2100."""
    return st.integers(631_152_000, 4_102_444_800).map(
        lambda seconds: datetime.fromtimestamp(seconds, tz=UTC)
    )


def dates() -> SearchStrategy[date]:
    """Days, 1990 to 2100."""
    return st.dates(date(1990, 1, 1), date(2100, 12, 31))


def _maybe(strategy: SearchStrategy[T]) -> SearchStrategy[T | None]:
    return st.one_of(st.none(), strategy)


def _several(strategy: SearchStrategy[T], most: int = 3) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


_WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12).filter(
    lambda word: word.strip("-") != ""
)


def words() -> SearchStrategy[str]:
    """A tag, or a name in a path."""
    return st.one_of(_WORD, st.sampled_from(["canary", "größe", "数据库", "a.b_c"]))


def service_paths() -> SearchStrategy[str]:
    """Paths of one to three segments."""
    return st.lists(words(), min_size=1, max_size=3).map("/".join)


def categories() -> SearchStrategy[str]:
    """Failure modes of one or two levels."""
    known = ["Database", "Database / Missing index", "Deployment / Faulty release"]
    return st.one_of(
        st.sampled_from(known), st.lists(words(), min_size=1, max_size=2).map(" / ".join)
    )


def handles() -> SearchStrategy[str]:
    """A person's or team's handle."""
    return words().map(lambda word: f"@{word}")


def _unique(strategy: SearchStrategy[str], most: int = 3) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(strategy, max_size=most, unique=True).map(tuple)


def _amounts() -> SearchStrategy[Decimal]:
    return st.decimals(
        min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False
    )


def impacts() -> SearchStrategy[Impact]:
    """Impact with any field known or unknown."""
    counts = st.integers(0, 10**12)
    return st.builds(
        Impact,
        users_affected=_maybe(counts),
        failed_transactions=_maybe(counts),
        revenue=_maybe(_amounts()),
        currency=_maybe(st.sampled_from(["EUR", "USD", "JPY"])),
        slo=_maybe(lines(min_size=1)),
        slo_violated=_maybe(st.booleans()),
        error_budget_consumed_percent=_maybe(_amounts()),
        user_impact_minutes=_maybe(st.integers(0, 10**6)),
        data_loss=_maybe(st.booleans()),
        security=_maybe(st.booleans()),
        manual_rollback=_maybe(st.booleans()),
        estimated=st.frozensets(
            st.sampled_from(["users_affected", "failed_transactions", "revenue"])
        ),
    )


def timeline_events() -> SearchStrategy[TimelineEvent]:
    """One event."""
    return st.builds(
        TimelineEvent,
        id=st.uuids(),
        at=instants(),
        kind=st.sampled_from(EventKind),
        text=lines(min_size=1),
    )


def contributing_factors() -> SearchStrategy[ContributingFactor]:
    """One factor with its ties."""
    return st.builds(
        ContributingFactor,
        id=st.uuids(),
        title=lines(min_size=1),
        text=texts(),
        tags=_unique(words()),
        services=_unique(service_paths()),
    )


def defences() -> SearchStrategy[Defence]:
    """One defence with its ties."""
    return st.builds(
        Defence,
        id=st.uuids(),
        outcome=st.sampled_from(DefenceOutcome),
        text=lines(min_size=1),
        tags=_unique(words()),
        services=_unique(service_paths()),
    )


@st.composite
def action_items(draw: st.DrawFn, number: int) -> ActionItem:
    """One action item whose fields agree with its status."""
    status = draw(st.sampled_from(ActionStatus))
    due_on = draw(_maybe(dates()))
    return ActionItem(
        id=draw(st.uuids()),
        number=number,
        title=draw(lines(min_size=1)),
        owner=draw(_maybe(handles())),
        due_on=due_on,
        original_due_on=due_on,
        status=status,
        status_reason=draw(lines(min_size=1)) if status is ActionStatus.WONT_DO else "",
        completed_on=draw(dates()) if status is ActionStatus.DONE else None,
        kind=draw(_maybe(st.sampled_from(ActionKind))),
        strength=draw(_maybe(st.sampled_from(Strength))),
        tracker_key=draw(_maybe(st.from_regex(r"[A-Z]{2,5}-[1-9][0-9]{0,3}", fullmatch=True))),
        created_at=draw(_maybe(instants())),
    )


def sections() -> SearchStrategy[Section]:
    """One text section."""
    return st.builds(
        Section,
        id=st.uuids(),
        kind=st.sampled_from(SectionKind),
        title=lines(min_size=1),
        markdown=texts(),
    )


@st.composite
def postmortems(draw: st.DrawFn) -> Postmortem:
    """A document whose fields agree with its status."""
    status = draw(st.sampled_from(PostmortemStatus))
    final = status is PostmortemStatus.FINAL
    return Postmortem(
        status=status,
        sections=draw(_several(sections())),
        authors=draw(_unique(handles())),
        reviewers=draw(_unique(handles())),
        meeting_held_at=draw(_maybe(instants())),
        published_at=draw(instants()) if final else None,
        waived_reason=draw(lines(min_size=1)) if status is PostmortemStatus.WAIVED else "",
    )


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    """An unsaved incident: version 0, no links, no attachments."""
    started = draw(_maybe(instants()))
    later = st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds))
    after = st.none() if started is None else _maybe(later.map(started.__add__))
    count = draw(st.integers(0, 3))
    return Incident(
        id=draw(st.uuids()),
        key=draw(st.from_regex(r"[A-Z]{2,4}-20[0-9]{2}-[0-9]{3,9}", fullmatch=True)),
        title=draw(lines(min_size=1)),
        severity=draw(_maybe(st.sampled_from(Severity))),
        kind=draw(st.sampled_from(IncidentKind)),
        started_at=started,
        detected_at=draw(after),
        acknowledged_at=draw(after),
        mitigated_at=draw(after),
        resolved_at=draw(after),
        timezone=draw(st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"])),
        services=draw(_unique(service_paths())),
        category=draw(_maybe(categories())),
        tags=draw(_unique(words())),
        impact=draw(impacts()),
        timeline=draw(_several(timeline_events(), 4)),
        contributing_factors=draw(_several(contributing_factors())),
        defences=draw(_several(defences())),
        action_items=tuple(draw(action_items(number + 1)) for number in range(count)),
        postmortem=draw(_maybe(postmortems())),
        extra=draw(
            st.dictionaries(
                st.from_regex(r"x_[a-z]{1,8}", fullmatch=True), lines(), max_size=2
            ).map(lambda values: tuple(values.items()))
        ),
    )


def _links() -> SearchStrategy[LinkView]:
    return st.builds(
        LinkView,
        id=st.uuids(),
        incident_id=st.uuids(),
        key=st.from_regex(r"INC-20[0-9]{2}-[0-9]{3}", fullmatch=True),
        kind=st.sampled_from(LinkKind),
        reason=lines(),
        outgoing=st.booleans(),
        title=lines(),
        severity=_maybe(st.sampled_from(Severity)),
        started_at=_maybe(instants()),
    )


def _attachments() -> SearchStrategy[AttachmentInfo]:
    return st.builds(
        AttachmentInfo,
        id=st.uuids(),
        name=lines(min_size=1),
        sha256=st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
        media_type=st.sampled_from(["text/markdown", "image/png"]),
        size=st.integers(0, 10**9),
    )


@st.composite
def stored_incidents(draw: st.DrawFn) -> Incident:
    """An incident as a store gives it back."""
    return replace(
        draw(incidents()),
        version=draw(st.integers(1, 1000)),
        created_at=draw(instants()),
        updated_at=draw(instants()),
        trashed_at=draw(_maybe(instants())),
        links=draw(_several(_links())),
        attachments=draw(_several(_attachments())),
    )
