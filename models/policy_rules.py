"""The policy of a library: its rules, clocks and calendar, read from TOML."""

from __future__ import annotations

import tomllib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from typing_extensions import override

from models.business_days import BusinessCalendar
from models.errors import BadInputError
from models.vocabulary import Severity
from resources import files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ANSWERS = {
    "slo_violated": ("{slo} violated", "{slo} not violated", "Whether an SLO was violated"),
    "data_loss": ("Data was lost", "No data was lost", "Whether data was lost"),
    "security": (
        "Security incident with production impact",
        "No security incident",
        "Whether it was a security incident",
    ),
    "manual_rollback": (
        "Manual rollback",
        "No manual rollback",
        "Whether it was rolled back by hand",
    ),
}


class Judged(Protocol):
    """What the policy looks at; incident facts of figures have it too."""

    @property
    def severity(self) -> Severity | None:
        """How bad it was."""

    @property
    def started_at(self) -> datetime | None:
        """When it began."""

    @property
    def resolved_at(self) -> datetime | None:
        """When it ended."""

    @property
    def stated_impact_minutes(self) -> int | None:
        """Minutes of user impact as a person stated them."""

    @property
    def slo(self) -> str | None:
        """The objective's name."""

    @property
    def slo_violated(self) -> bool | None:
        """Whether it was violated."""

    @property
    def data_loss(self) -> bool | None:
        """Whether data was lost."""

    @property
    def security(self) -> bool | None:
        """Whether it was a security incident."""

    @property
    def manual_rollback(self) -> bool | None:
        """Whether a deployment was rolled back by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule says of one incident.

    Attributes:
        fired: None when a field is missing that the rule needs.
        reason: in words.
        missing: the names of those fields.
    """

    fired: bool | None
    reason: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(ABC):
    """One condition under which a postmortem is required."""

    name: str

    def fires(self, judged: Judged, as_of: datetime) -> bool | None:
        """Whether it fires; None when a field is missing."""
        return self.find(judged, as_of).fired

    @abstractmethod
    def find(self, judged: Judged, as_of: datetime) -> Finding:
        """Whether it fires, with the reason in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityRule(Rule):
    """Fires for the severities named."""

    severities: frozenset[Severity]

    @override
    def fires(self, judged: Judged, as_of: datetime) -> bool | None:
        return None if judged.severity is None else judged.severity in self.severities

    @override
    def find(self, judged: Judged, as_of: datetime) -> Finding:
        severity = judged.severity
        if severity is None:
            return Finding(fired=None, reason="Severity is not recorded", missing=("severity",))
        return Finding(fired=severity in self.severities, reason=f"Severity is {severity.value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserImpactRule(Rule):
    """Fires for the severities named when users felt it for longer than the limit, strictly."""

    severities: frozenset[Severity]
    limit: timedelta

    @override
    def fires(self, judged: Judged, as_of: datetime) -> bool | None:
        if judged.severity is not None and judged.severity not in self.severities:
            return False
        felt, is_over = felt_for(judged, as_of)
        if felt is None:
            return None
        if felt > self.limit:
            return None if judged.severity is None else True
        return False if is_over else None

    @override
    def find(self, judged: Judged, as_of: datetime) -> Finding:
        fired = self.fires(judged, as_of)
        severity = judged.severity
        if severity is not None and severity not in self.severities:
            return Finding(fired=False, reason=f"User impact does not decide for {severity.value}")
        missing = () if severity is not None or fired is False else ("severity",)
        felt, is_over = felt_for(judged, as_of)
        if felt is None:
            fields = ("started_at",) if judged.started_at is None else ("resolved_at",)
            return Finding(
                fired=fired, reason="User impact is not recorded", missing=(*missing, *fields)
            )
        if fired is None and not is_over:
            missing = (*missing, "resolved_at")
        so_far = "" if is_over else " so far"
        limit = minutes_in_words(self.limit)
        return Finding(
            fired=fired,
            reason=f"User impact {minutes_in_words(felt)}{so_far}, limit {limit}",
            missing=missing,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRule(Rule):
    """Fires when a question of the impact form is answered with yes."""

    field: str

    @override
    def fires(self, judged: Judged, as_of: datetime) -> bool | None:
        answer: bool | None = getattr(judged, self.field)
        return answer

    @override
    def find(self, judged: Judged, as_of: datetime) -> Finding:
        answer = self.fires(judged, as_of)
        yes, no, question = _ANSWERS[self.field]
        if answer is None:
            return Finding(fired=None, reason=f"{question} is not recorded", missing=(self.field,))
        slo = f"{judged.slo} SLO" if judged.slo else "SLO"
        return Finding(fired=answer, reason=(yes if answer else no).format(slo=slo))


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """When a postmortem is required, and by when.

    Attributes:
        version: counts up with each change of the library's policy.
        meeting_within: elapsed time from resolution to the meeting.
        document_within: business days from resolution to the document.
    """

    version: int
    rules: tuple[Rule, ...]
    meeting_within: timedelta
    document_within: int
    calendar: BusinessCalendar

    @classmethod
    def shipped(cls) -> Policy:
        """The practice's policy, which holds until a library has one of its own."""
        return cls.from_toml(files.text("policy/default.toml"))

    @classmethod
    def from_toml(cls, text: str, *, source: str = "The policy") -> Policy:
        """A policy as written; `source` names it in messages.

        Raises:
            BadInputError: with the line, when it cannot be read or says something unknown.
        """
        return _PolicyReader(text, source).policy()


def felt_for(judged: Judged, as_of: datetime) -> tuple[timedelta | None, bool]:
    """How long users felt it, and whether that is final (DESIGN section 4).

    As stated by a person, else from start to resolution, else from start to `as_of` so far.
    """
    if judged.stated_impact_minutes is not None:
        return timedelta(minutes=judged.stated_impact_minutes), True
    if judged.started_at is None:
        return None, False
    if judged.resolved_at is not None and judged.resolved_at <= as_of:
        return judged.resolved_at - judged.started_at, True
    return max(as_of - judged.started_at, timedelta(0)), False


def minutes_in_words(span: timedelta) -> str:
    """``47 min``, ``3 h 12 min``, ``314 d 3 h``; with seconds where they decide, ``15 min 20 s``.

    Hours from two on, and days from two on, to the hour: nobody reads 452372 minutes.
    """
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    if span >= timedelta(days=2):
        days, hours = divmod(minutes // 60, 24)
        parts = [(days, "d"), (hours, "h")]
    elif span >= timedelta(hours=2):
        parts = [(minutes // 60, "h"), (minutes % 60, "min"), (seconds, "s")]
    else:
        parts = [(minutes, "min"), (seconds, "s")]
    told = [f"{number} {unit}" for number, unit in parts if number]
    return " ".join(told) or "0 min"


class _PolicyReader:
    """Reads one policy, and knows the line that a complaint is about."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source

    def policy(self) -> Policy:
        try:
            data = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            message = f"{self._source} cannot be read: {error}."
            raise BadInputError(message, "Correct that line and save again.") from error
        clocks = self._table(data, "clocks")
        rules = data.get("rules")
        if not isinstance(rules, list) or not all(isinstance(one, dict) for one in rules):
            raise self._wrong("rules", "needs its rules as [[rules]] tables")
        return Policy(
            version=self._number(data, "version", lowest=1),
            rules=tuple(self._rule(one, place) for place, one in enumerate(rules)),
            meeting_within=timedelta(hours=self._number(clocks, "meeting_hours", lowest=1)),
            document_within=self._number(clocks, "document_business_days", lowest=1),
            calendar=self._calendar(self._table(data, "calendar")),
        )

    def _calendar(self, data: Mapping[str, Any]) -> BusinessCalendar:
        weekend = self._list(data, "weekend", str)
        holidays = self._list(data, "holidays", date)
        for name in weekend:
            if name not in _WEEKDAYS:
                raise self._wrong("weekend", f"knows no weekday “{name}”")
        numbers = frozenset(_WEEKDAYS.index(name) for name in weekend)
        if len(numbers) == len(_WEEKDAYS):
            raise self._wrong("weekend", "leaves no day of the week to work on")
        return BusinessCalendar(weekend=numbers, holidays=frozenset(holidays))

    def _rule(self, data: Mapping[str, Any], place: int) -> Rule:
        name = data.get("name")
        if not isinstance(name, str) or not name.strip():
            raise self._wrong("[[rules]]", "has a rule without a name", place)
        readers: dict[object, Callable[[str, Mapping[str, Any], int], Rule]] = {
            "severity": self._severity_rule,
            "user impact": self._user_impact_rule,
            "answer": self._answer_rule,
        }
        reader = readers.get(data.get("kind"))
        if reader is None:
            known = ", ".join(f"“{kind}”" for kind in readers)
            raise self._wrong(
                "[[rules]]", f"has the rule “{name}”, whose kind is none of {known}", place
            )
        return reader(name, data, place)

    def _severity_rule(self, name: str, data: Mapping[str, Any], place: int) -> Rule:
        return SeverityRule(name=name, severities=self._severities(name, data, place))

    def _user_impact_rule(self, name: str, data: Mapping[str, Any], place: int) -> Rule:
        limit = data.get("limit_minutes")
        if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit < 10**6:
            raise self._wrong("[[rules]]", f"has the rule “{name}” without limit_minutes", place)
        return UserImpactRule(
            name=name,
            severities=self._severities(name, data, place),
            limit=timedelta(minutes=limit),
        )

    def _answer_rule(self, name: str, data: Mapping[str, Any], place: int) -> Rule:
        field = data.get("field")
        if field not in _ANSWERS:
            known = ", ".join(_ANSWERS)
            raise self._wrong(
                "[[rules]]", f"has the rule “{name}”, whose field is none of {known}", place
            )
        return AnswerRule(name=name, field=str(field))

    def _severities(self, name: str, data: Mapping[str, Any], place: int) -> frozenset[Severity]:
        words = data.get("severities")
        try:
            found = frozenset(Severity(word) for word in words or ())
        except (ValueError, TypeError) as error:
            known = ", ".join(Severity)
            raise self._wrong(
                "[[rules]]", f"has the rule “{name}”, whose severities are not of {known}", place
            ) from error
        if not found:
            raise self._wrong("[[rules]]", f"has the rule “{name}” without severities", place)
        return found

    def _table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        found = data.get(name)
        if not isinstance(found, dict):
            raise self._wrong(f"[{name}]", f"needs the table [{name}]")
        return found

    def _number(self, data: Mapping[str, Any], name: str, *, lowest: int) -> int:
        found = data.get(name)
        if isinstance(found, bool) or not isinstance(found, int) or not lowest <= found < 10**4:
            raise self._wrong(name, f"needs {name} as a whole number from {lowest} on")
        return found

    def _list(self, data: Mapping[str, Any], name: str, kind: type) -> list[Any]:
        found = data.get(name, [])
        if not isinstance(found, list) or not all(type(one) is kind for one in found):
            what = "dates, such as 2025-12-25" if kind is date else "names"
            raise self._wrong(name, f"needs {name} as a list of {what}")
        return found

    def _wrong(self, start: str, complaint: str, nth: int = 0) -> BadInputError:
        """The complaint, with the line on which the nth line that begins with `start` stands."""
        lines = [
            number
            for number, line in enumerate(self._text.splitlines(), start=1)
            if line.strip().startswith(start)
        ]
        where = f", line {lines[nth]}," if nth < len(lines) else ""
        return BadInputError(f"{self._source}{where} {complaint}.", "Correct it and save again.")
