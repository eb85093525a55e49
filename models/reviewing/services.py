"""Which services of the library a design names, in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_READ = 200_000
"""Characters of a design that are looked at."""

_WORDS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ALIASES = {
    "db": ("database", "postgres", "mysql"),
    "k8s": ("kubernetes",),
    "kubernetes": ("k8s",),
    "svc": ("service",),
    "auth": ("authentication",),
    "config": ("configuration",),
    "mq": ("queue",),
}
"""What people write for a part of a service's name."""

# A service that is called like an everyday word is meant only where it is called a service.
_EVERYDAY = frozenset(
    re.findall(
        r"\w+",
        """account accounts api app apps authentication backend build cache calendar
        cart client clients cloud cluster common core dashboard data database db documents
        email events export exports frontend gateway ingress jobs login mail mobile network platform
        pricing proxy queue reporting reports search server service services site storage team
        tokens users warehouse web website worker workers""",
    )
)
_CALLED = r"(?:\s+(?:service|services|cluster|server|servers|component|team|api|tier|nodes?))"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a design names a service.

    Attributes:
        service: the path.
        start: offset in the text, as are all places.
        end: just past it.
    """

    service: str
    start: int
    end: int


def mentions(text: str, services: Iterable[str]) -> list[Mention]:
    """Where `text` names which of `services`, in the order of the text.

    A service is named by its path, by its last part in any spelling ("payment-db", "payment db",
    "PaymentDb", "payment database"), never by half a word. Where two names overlap, the longer one
    is meant.
    """
    read = text[:LONGEST_READ]
    found = [
        Mention(service, one.start(), one.end())
        for service in dict.fromkeys(services)
        for one in _pattern(service).finditer(read)
    ]
    found.sort(key=lambda one: (one.start, -one.end, one.service))
    kept: list[Mention] = []
    end = -1
    for one in found:
        if one.start >= end or (kept and (one.start, one.end) == (kept[-1].start, kept[-1].end)):
            kept.append(one)
            end = max(end, one.end)
    return kept


def suggest_services(text: str, services: Sequence[str], chosen: Sequence[str]) -> tuple[str, ...]:
    """Services that `text` names and that are not chosen yet, in the order of the text.

    A service is not suggested beside a part of itself that is named too.
    """
    named = list(dict.fromkeys(one.service for one in mentions(text, services)))
    taken = {one.casefold() for one in chosen}
    held = [*named, *chosen]
    return tuple(
        one
        for one in named
        if one.casefold() not in taken
        and not any(other.casefold().startswith(f"{one.casefold()}/") for other in held)
    )


def _pattern(service: str) -> re.Pattern[str]:
    leaf = service.rsplit("/", 1)[-1]
    parts = [one.lower() for one in _WORDS.findall(_CAMEL.sub(" ", leaf))]
    if not parts:
        return re.compile(r"(?!)")
    spelled = r"[\s_-]*".join(_part(one) for one in parts)
    plural = "" if parts[-1].endswith("s") else "s?"
    called = _CALLED if len(parts) == 1 and parts[0] in _EVERYDAY else ""
    forms = f"{spelled}{plural}{called}"
    if "/" in service:
        forms = f"{re.escape(service)}|{forms}"
    return re.compile(rf"(?<![\w/-])(?:{forms})(?![\w-])", re.IGNORECASE)


def _part(part: str) -> str:
    words = (part, *_ALIASES.get(part, ()))
    return f"(?:{'|'.join(map(re.escape, words))})" if len(words) > 1 else re.escape(part)
