"""Generated incidents with a realistic, growing vocabulary; the same seed gives the same library.

About 1,000 words each (6–7 KB), Zipf-distributed words, phrases that recur, services in a tree, and
identifiers that occur once: host names, hashes, ticket keys. Nothing is taken from real texts.
"""

from __future__ import annotations

import itertools
import random
import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from models.incident import (
    ActionItem,
    ContributingFactor,
    Impact,
    Incident,
    Postmortem,
    Section,
    TimelineEvent,
)
from models.vocabulary import ActionStatus, PostmortemStatus, SectionKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMON = re.findall(
    r"\S+",
    "the of to and in a was for on with that at by from as is were we be it an not this which had"
    " after service error deployment team alert request traffic customer incident issue system"
    " latency time change rate database engineer rollback production on-call timeout failed"
    " increase queue started memory connection node config cluster update cache query deploy"
    " failure server restart users impact monitoring minutes because caused pool replica disk",
)
PHRASES = (
    "connection pool exhausted",
    "missing database index",
    "certificate expired",
    "disk filled up",
    "memory leak",
    "thundering herd",
    "retry storm",
    "split brain",
    "stale cache entries",
    "feature flag rollout",
    "rate limit exceeded",
    "full table scan",
    "replica lag",
    "leader election loop",
    "dns resolution failure",
    "config change without review",
    "slow query",
    "health check misconfigured",
    "canary percentage",
    "dead letter queue",
)
_AREAS = ("payments", "checkout", "search", "identity", "billing", "ingest", "media", "mobile")
_ROLES = ("api", "db", "worker", "gateway", "cache", "queue", "scheduler", "proxy")
CATEGORIES = (
    "Database / Missing index",
    "Database / Connection pool",
    "Database / Failover",
    "Configuration / Bad rollout",
    "Configuration / Feature flag",
    "Network / DNS",
    "Network / Certificate",
    "Capacity / Memory",
    "Capacity / Disk",
    "Dependency / Third party",
)
_PEOPLE = tuple(f"@engineer-{number}" for number in range(60))
_SYLLABLES = re.findall(
    r"\S+",
    "ba be bi co cu da de di do el en er fa fi ga ge ha he il in ka ke la le li lo ma me mi mo"
    " na ne ni no or pa pe pi po ra re ri ro sa se si so ta te ti to tra tri un ur va ve vi wa"
    " xe za ing ed er ion al ment",
)


def incidents(count: int, *, seed: int = 7, first: int = 0) -> Iterator[Incident]:
    """`count` incidents, the newest last; `first` skips numbers, so that a library can grow."""
    words, cumulative = _vocabulary(seed)
    for number in range(first, first + count):
        rng = random.Random(seed * 1_000_003 + number)
        yield _incident(number, rng, words, cumulative)


def _vocabulary(seed: int, size: int = 60_000) -> tuple[list[str], list[float]]:
    rng = random.Random(seed)
    words = list(dict.fromkeys(_COMMON))
    known = set(words)
    while len(words) < size:
        word = "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 5)))
        if word not in known:
            known.add(word)
            words.append(word)
    weights = (1 / (rank + 2.7) ** 1.15 for rank in range(size))
    return words, list(itertools.accumulate(weights))


def _incident(
    number: int, rng: random.Random, words: list[str], cumulative: list[float]
) -> Incident:
    def text(length: int) -> str:
        drawn = rng.choices(words, cum_weights=cumulative, k=length)
        for at in range(9, length, 17):
            drawn[at] += "."
        if length >= 40 and rng.random() < 0.4:
            drawn.insert(rng.randrange(length), rng.choice(PHRASES))
            drawn.insert(rng.randrange(length), _identifier(rng))
        return " ".join(drawn)

    started = datetime(2019, 1, 1, tzinfo=UTC) + timedelta(minutes=257 * number)
    area = rng.choice(_AREAS)
    services = tuple(f"{area}/{area}-{role}" for role in rng.sample(_ROLES, rng.randint(1, 3)))
    phrase = rng.choice(PHRASES)
    return Incident(
        id=uuid.UUID(int=(0x0195 << 112) | (7 << 76) | (2 << 62) | number),
        key=f"INC-{started.year}-{number:05d}",
        title=f"{area.title()} {rng.choice(_ROLES)}: {phrase}, {text(3)}",
        severity=rng.choice(list(Severity)),
        started_at=started,
        resolved_at=started + timedelta(minutes=rng.randint(3, 400)),
        services=services,
        category=rng.choice(CATEGORIES),
        tags=tuple(rng.sample(("canary", "rollback", "on-call", "capacity", "security"), 2)),
        impact=Impact(users_affected=rng.randint(0, 50_000)),
        timeline=tuple(
            TimelineEvent(at=started + timedelta(minutes=3 * at), text=text(14)) for at in range(10)
        ),
        contributing_factors=tuple(
            ContributingFactor(title=text(5), text=text(40)) for _ in range(2)
        ),
        action_items=tuple(_action(at, started, rng, text(10)) for at in range(1, 5)),
        postmortem=_postmortem(rng, phrase, text),
        version=1,
    )


def _postmortem(rng: random.Random, phrase: str, text: object) -> Postmortem:
    assert callable(text)
    kinds = (
        (SectionKind.SUMMARY, 80),
        (SectionKind.IMPACT, 90),
        (SectionKind.ROOT_CAUSE, 170),
        (SectionKind.RESOLUTION, 110),
        (SectionKind.LESSONS, 120),
        (SectionKind.OTHER, 130),
    )
    sections = [
        Section(kind=kind, title=kind.value.title(), markdown=text(length))
        for kind, length in kinds
    ]
    cause = Section(kind=SectionKind.ROOT_CAUSE, title="Cause", markdown=f"It was {phrase}.")
    return Postmortem(
        status=(status := rng.choice(list(PostmortemStatus))),
        waived_reason="too small" if status is PostmortemStatus.WAIVED else "",
        sections=(*sections, cause),
        authors=(rng.choice(_PEOPLE),),
        reviewers=(rng.choice(_PEOPLE),),
    )


def _action(number: int, started: datetime, rng: random.Random, title: str) -> ActionItem:
    return ActionItem(
        number=number,
        title=title,
        owner=rng.choice(_PEOPLE),
        due_on=(started + timedelta(days=rng.randint(5, 60))).date(),
        status=(status := rng.choice(list(ActionStatus))),
        status_reason="no longer needed" if status is ActionStatus.WONT_DO else "",
        tracker_key=f"OPS-{rng.randint(1, 40_000)}",
    )


def _identifier(rng: random.Random) -> str:
    area, role = rng.choice(_AREAS), rng.choice(_ROLES)
    return rng.choice(
        (
            f"{role}-{area}-{rng.randint(1, 400)}.eu-west-{rng.randint(1, 3)}",
            f"{rng.getrandbits(28):07x}",
            f"{area}_{role}.{rng.choice(_SYLLABLES)}_id",
            f"10.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}",
            f"v{rng.randint(1, 9)}.{rng.randint(0, 40)}.{rng.randint(0, 9)}",
        )
    )
