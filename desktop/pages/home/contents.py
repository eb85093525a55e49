"""What Home shows, as values in words; made in the store lane, drawn as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from models.vocabulary import Effectiveness, PostmortemStatus, Severity

DeadlineTone = Literal["late", "soon", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """One obligation that is not met yet, or a question that keeps it open.

    Attributes:
        clock: "meeting" or "document"; empty where nobody can say whether one is due.
        rule: what is asked and by when.
        words: what is left, or how late it is.
        elapsed: share of the time allowed that is over; None where no clock runs.
        second: a quiet line in the place of the clock's bar.
        action: what the row's button says.
    """

    incident_id: UUID
    key: str
    title: str
    severity: Severity | None
    clock: str
    tone: DeadlineTone
    rule: str
    words: str
    action: str
    elapsed: float | None = None
    second: str = ""

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        severity = f"{self.severity}, " if self.severity else ""
        parts = (self.words, self.rule, self.second)
        said = ", ".join(part for part in parts if part)
        return f"{self.key}, {severity}{self.title}: {said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueRow:
    """One action item past its due date."""

    action_id: UUID
    incident_id: UUID
    words: str
    title: str
    key: str
    owner: str
    tracker: str

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{self.words}: {self.title}, {self.key}, {self.owner or 'no owner'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """One action item that was done some time ago: did it help?

    Attributes:
        words: what the data says.
        evidence: what it says that from.
    """

    action_id: UUID
    incident_id: UUID
    title: str
    key: str
    computed: Effectiveness
    words: str
    evidence: str
    action: str = "Confirm"

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{self.title}, {self.key}: {self.words}, {self.evidence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """One postmortem that is being written or reviewed."""

    incident_id: UUID
    key: str
    title: str
    severity: Severity | None
    status: PostmortemStatus
    when: str

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{self.key}, {self.title}: {self.status}, {self.when}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report that is ready to be exported."""

    kind: str
    title: str
    note: str
    action: str = "Export…"

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return f"{self.kind}: {self.title}, {self.note}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityStep:
    """One level of the ladder.

    Attributes:
        state: "reached", "here" for the highest reached, "next", or "ahead".
        note: said at the right.
        criteria: (met, words, figure) of the level that is next.
    """

    level: int
    name: str
    state: Literal["reached", "here", "next", "ahead"]
    note: str = ""
    criteria: tuple[tuple[bool, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeContents:
    """Everything that Home shows.

    Attributes:
        incidents: how many the library has; 0 shows the offers.
        deadlines: the most urgent first, at most as many as are shown.
        deadlines_total: how many there are.
        deadlines_go_on: whether there are more than were looked at.
        past_due: obligations and action items whose time is over.
        due_this_week: those due from now until Sunday.
        unshared: final postmortems of the last 90 days that no other team was given.
        policy: name of the policy that judged.
        month: the last closed month.
        reports: those that are ready and that nobody exported.
        reminder: that last month's trend waits to be looked at; empty when it does not.
    """

    incidents: int
    date_words: str
    past_due: int = 0
    due_this_week: int = 0
    deadlines: tuple[DeadlineRow, ...] = ()
    deadlines_total: int = 0
    deadlines_go_on: bool = False
    overdue: tuple[OverdueRow, ...] = ()
    overdue_total: int = 0
    drafts: tuple[DraftRow, ...] = ()
    drafts_total: int = 0
    unshared: tuple[DraftRow, ...] = ()
    unshared_total: int = 0
    unknown_total: int = 0
    policy: str = ""
    month: str = ""
    reminder: str = ""
    reports: tuple[ReportRow, ...] = ()
