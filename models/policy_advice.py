"""What the practice advises before publishing, and what nobody is kept from publishing by.

DESIGN section 4 says which checks a postmortem has to pass; these are the others of the design's
picture. They are shown beside the checks, marked as advice.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from models.guidance import is_written
from models.policy_checks import Check
from models.policy_rules import minutes_in_words
from models.vocabulary import DefenceOutcome, EventKind, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.incident import Incident
    from models.publishing import Approval

LONGEST_GAP = timedelta(minutes=30)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9][\w.-]*")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_NAME = re.compile(r"[^\W\d_][^\W\d_'’]{2,}")
_ROLES = frozenset(
    {"backend", "cto", "data", "database", "dba", "frontend", "infra", "infrastructure", "mobile"}
    | {"network", "oncall", "operations", "ops", "platform", "product", "release", "security"}
    | {"sre", "storage", "support", "team", "web"}
)
_PEOPLE_SECTIONS = frozenset({SectionKind.ACTIONS, SectionKind.NOTES})


def advice(
    incident: Incident,
    approvals: Sequence[Approval],
    *,
    digest: str,
    people: Iterable[str] = (),
) -> tuple[Check, ...]:
    """What is worth doing before publishing, done or not.

    Args:
        incident: the aggregate as it would be published.
        approvals: of its reviewers, as the library holds them.
        digest: of the aggregate's material (`models.publishing.material_digest`).
        people: the handles and names that the library knows.
    """
    return (
        _lucky(incident),
        _approved(incident, approvals, digest),
        _gaps(incident),
        _names(incident, people),
    )


def _lucky(incident: Incident) -> Check:
    rows = [one for one in incident.defences if one.outcome is DefenceOutcome.LUCKY]
    return Check(
        name="luck",
        passed=any(is_written(one.text) for one in rows),
        text="Say where we got lucky, or “nowhere”",
        detail=str(len(rows)) if rows else "",
        place="lucky",
        binding=False,
    )


def _approved(incident: Incident, approvals: Sequence[Approval], digest: str) -> Check:
    document = incident.postmortem
    authors = {one.casefold() for one in document.authors} if document else set()
    named = document.reviewers if document else ()
    asked = [one for one in dict.fromkeys(each.casefold() for each in named) if one not in authors]
    given = {one.handle.casefold(): one for one in approvals}
    holding = sum(one in given and given[one].holds(digest) for one in asked)
    text = "Every reviewer approves"
    if len(asked) <= 1:
        text = "The reviewer approves"
    elif len(asked) == 2:
        text = "Second reviewer approves" if holding else "Both reviewers approve"
    return Check(
        name="approvals",
        passed=bool(asked) and holding == len(asked),
        text=text,
        detail=f"{holding}/{len(asked)}" if asked else "nobody asked",
        place="reviewers",
        binding=False,
    )


def _gaps(incident: Incident) -> Check:
    """From the first sign to the last: what lies before the start or after the end is no gap."""
    inside = [
        one
        for one in incident.timeline
        if one.kind not in (EventKind.CHANGE, EventKind.COMMUNICATION)
        or (incident.started_at and one.at >= incident.started_at)
    ]
    if incident.resolved_at:
        inside = [one for one in inside if one.at <= incident.resolved_at]
    spans = [second.at - first.at for first, second in pairwise(inside)]
    longest = max(spans, default=timedelta(0))
    known = len(inside) > 1
    return Check(
        name="gaps",
        passed=known and longest <= LONGEST_GAP,
        text="No gaps over 30 min in the timeline",
        detail=minutes_in_words(longest) if known and longest > LONGEST_GAP else "",
        place="timeline",
        binding=False,
        known=known,
    )


def _names(incident: Incident, people: Iterable[str]) -> Check:
    found = names_in(incident, people)
    return Check(
        name="names",
        passed=not found,
        text="No personal names in the narrative",
        detail=found[0] if len(found) == 1 else f"{len(found)}" if found else "",
        place=_place_of_names(incident, people) if found else "",
        binding=False,
    )


def names_in(incident: Incident, people: Iterable[str]) -> tuple[str, ...]:
    """The handles, and the names of people whom the library knows, that the narrative holds.

    "@alex" is also called Alex; a handle of several words ("payment-lead") is a role, and its
    words are no names.
    """
    names = _called(people)
    found: dict[str, None] = {}
    for _place, text in _narrative(incident):
        found.update(dict.fromkeys(_names_of(text, names)))
    return tuple(found)


@lru_cache(maxsize=64)
def _names_of(text: str, names: frozenset[str]) -> tuple[str, ...]:
    """Kept for texts that did not change: while one section is typed, the others are the same."""
    plain = _CODE.sub(" ", text)
    handles = [one.rstrip(".-") for one in _HANDLE.findall(plain)]
    rest = _HANDLE.sub(" ", plain)
    words = [one for one in _NAME.findall(rest) if one[0].isupper() and one.casefold() in names]
    return (*handles, *words)


def _called(people: Iterable[str]) -> frozenset[str]:
    plain = (one.strip().lstrip("@") for one in people)
    return frozenset(one.casefold() for one in plain if _NAME.fullmatch(one)) - _ROLES


def _place_of_names(incident: Incident, people: Iterable[str]) -> str:
    names = _called(people)
    for place, text in _narrative(incident):
        if _names_of(text, names):
            return place
    return ""


def _narrative(incident: Incident) -> Iterable[tuple[str, str]]:
    for section in incident.sections:
        if section.kind not in _PEOPLE_SECTIONS:
            yield section.kind.value, section.markdown
    for event in incident.timeline:
        yield "timeline", event.text
    for factor in incident.contributing_factors:
        yield "contributing factors", f"{factor.title}\n{factor.text}"
    for defence in incident.defences:
        yield defence.outcome.value, defence.text
