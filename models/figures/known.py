"""The facts as they were known at an instant, sorted so that a period is quickly cut out."""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from models.business_days import local_date
from models.figures.items_of import ItemsOf
from models.figures.periods import months_from
from models.figures.selection import ALL
from models.policy_rules import Policy
from models.vocabulary import ActionStatus, IncidentKind, LinkKind, PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from uuid import UUID

    from models.figures.facts import ActionFact, Facts, IncidentFact, LinkFact
    from models.figures.periods import Period
    from models.figures.selection import Selection


class Known:
    """The base of every figure: real incidents, as they were known at `as_of`.

    Drills and duplicates are left out and counted aside. What happened after `as_of` has not
    happened: a later start hides the incident, a later end leaves it going on.

    A selection narrows what is counted. What it is counted against stays whole: the classes that
    an incident is looked up in, when the library's history begins, and what an earlier incident's
    action items were.

    Attributes:
        facts: everything.
        as_of: the instant for which figures are computed.
        policy: which postmortems are required, but for final ones that another policy judged.
        selection: which incidents are counted.
        incidents: the base, in the order of their start; those without a start are not in it.
        unplaced: real incidents without a start, which no period can hold.
        drills: how many drills there are, left out.
        duplicates: how many duplicates there are, left out.
    """

    def __init__(
        self,
        facts: Facts,
        *,
        as_of: datetime,
        policy: Policy | None = None,
        selection: Selection = ALL,
        whole: Known | None = None,
    ) -> None:
        """Sort the facts once; every figure of every period is cut out of them.

        `whole` is for `selected`, which has sorted them already.
        """
        self.facts = facts
        self.as_of = as_of
        self.policy = policy or Policy.shipped()
        self.zone = facts.zone
        self.window = facts.window
        self.selection = selection
        if whole is None and not selection.is_all:
            whole = Known(facts, as_of=as_of, policy=self.policy)
        self._whole = whole
        duplicates = {link.from_id for link in self.links if link.kind is LinkKind.DUPLICATE_OF}
        begun = [one for one in facts.incidents if not one.started_at or one.started_at <= as_of]
        if not selection.is_all:
            begun = [one for one in begun if selection.holds(one)]
        real = [
            one for one in begun if one.kind is IncidentKind.INCIDENT and one.id not in duplicates
        ]
        self.drills = sum(one.kind is IncidentKind.DRILL for one in begun)
        self.duplicates = len(begun) - len(real) - self.drills
        # Sorted twice: ten thousand pairs to sort by would set the garbage collector to work.
        real.sort(key=attrgetter("key"))
        self.incidents = [one for one in real if one.started_at]
        self.incidents.sort(key=attrgetter("started_at"))
        self.unplaced = [one for one in real if one.started_at is None]
        self._starts: list[datetime] = [one.started_at for one in self.incidents if one.started_at]
        self._resolved = [one for one in real if one.resolved_at and one.resolved_at <= as_of]
        self._resolved.sort(key=attrgetter("resolved_at"))
        self._ends: list[datetime] = [one.resolved_at for one in self._resolved if one.resolved_at]

    @property
    def whole(self) -> Known:
        """The same base without a selection."""
        return self._whole or self

    def selected(self, selection: Selection) -> Known:
        """The same, counting only the incidents that a selection holds."""
        if selection.is_all:
            return self.whole
        return Known(
            self.facts,
            as_of=self.as_of,
            policy=self.policy,
            selection=selection,
            whole=self.whole,
        )

    @cached_property
    def today(self) -> date:
        """The date that `as_of` has in the library's zone."""
        return local_date(self.as_of, self.zone)

    @cached_property
    def links(self) -> list[LinkFact]:
        """The links made by then."""
        return [link for link in self.facts.links if link.made_at <= self.as_of]

    @cached_property
    def corrections(self) -> list[tuple[datetime, str, LinkFact]]:
        """Where a person corrected by then what was known at a repeat: when, to what."""
        return [
            (link.known_at, link.known, link)
            for link in self.links
            if link.known and link.known_at is not None and link.known_at <= self.as_of
        ]

    @cached_property
    def by_id(self) -> dict[UUID, IncidentFact]:
        """The whole base by id: a repeat may follow an incident that is not selected."""
        if self.whole is not self:
            return self.whole.by_id
        return {one.id: one for one in (*self.incidents, *self.unplaced)}

    @cached_property
    def items(self) -> list[ActionFact]:
        """Action items of the base that existed by then."""
        return self._dated_items[1]

    @property
    def actions(self) -> Iterator[tuple[datetime | None, ActionFact]]:
        """The same, each with when it was created."""
        return zip(*self._dated_items, strict=True)

    @cached_property
    def _dated_items(self) -> tuple[list[datetime | None], list[ActionFact]]:
        """Two lists side by side: 60,000 pairs would set the garbage collector to work."""
        counted = {one.id for one in (*self.incidents, *self.unplaced)}
        left_out = {one.id for one in self.facts.incidents} - counted
        dates: list[datetime | None] = []
        items: list[ActionFact] = []
        for item in self.facts.actions:
            if left_out and left_out.issuperset(item.incident_ids):
                continue
            at = item.created_at or self._created(item)
            if at is None or at <= self.as_of:
                dates.append(at)
                items.append(item)
        return dates, items

    @cached_property
    def actions_of(self) -> ItemsOf:
        """The action items of each incident of the whole base."""
        return ItemsOf(self.items) if self.whole is self else self.whole.actions_of

    def actions_due_in(self, period: Period) -> list[ActionFact]:
        """Action items whose original due date lies in the period, by date."""
        days = (period.start + timedelta(days=number) for number in range(period.days))
        return [item for day in days for item in self._by_due_date.get(day, ())]

    def actions_created_in(self, period: Period) -> list[ActionFact]:
        """Action items created in the period, by the day of UTC."""
        low, high = period.bounds(self.zone)
        days = (low.date() + timedelta(days=number) for number in range(period.days + 2))
        dates, items = self._dated_items
        return [
            items[place]
            for day in days
            for place in self._by_creation.get(day, ())
            if low <= (dates[place] or high) < high
        ]

    @property
    def first_start(self) -> datetime | None:
        """When the library's history begins."""
        starts = self.whole._starts
        return starts[0] if starts else None

    def reaches(self, period: Period) -> bool:
        """Whether the library's history begins early enough to say something of a period."""
        end = period.bounds(self.zone)[1]
        return self.first_start is not None and self.first_start < end

    def started_in(self, period: Period) -> list[IncidentFact]:
        """Incidents that started in the period, oldest first."""
        low, high = period.bounds(self.zone)
        return self.incidents[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def started_before(self, at: datetime) -> list[IncidentFact]:
        """Incidents that started before an instant, oldest first."""
        return self.incidents[: bisect_left(self._starts, at)]

    def resolved_in(self, period: Period) -> list[IncidentFact]:
        """Incidents that were resolved in the period, oldest first."""
        low, high = period.bounds(self.zone)
        return self._resolved[bisect_left(self._ends, low) : bisect_left(self._ends, high)]

    @property
    def resolved(self) -> Iterator[tuple[datetime, IncidentFact]]:
        """When each incident of the base was resolved, in that order; unresolved ones left out."""
        return zip(self._ends, self._resolved, strict=True)

    def resolved_at(self, incident: IncidentFact) -> datetime | None:
        """When it was resolved, as far as was known."""
        at = incident.resolved_at
        return at if at is not None and at <= self.as_of else None

    def is_final(self, incident: IncidentFact) -> bool:
        """Whether its postmortem was final by then; undated final ones count as final."""
        at = incident.published_at
        return incident.status is PostmortemStatus.FINAL and (at is None or at <= self.as_of)

    def policy_of(self, incident: IncidentFact) -> Policy:
        """What judges it: once it is final, the policy that it was made final under."""
        other = self.facts.judged.get(incident.id)
        return other if other is not None and self.is_final(incident) else self.policy

    def is_done(self, item: ActionFact) -> bool:
        """Whether the item was done by then; items done on an unknown date count as done."""
        day = item.completed_on
        return item.status is ActionStatus.DONE and (day is None or day <= self.today)

    def is_open(self, item: ActionFact) -> bool:
        """Whether somebody still had to work on it."""
        return item.status is not ActionStatus.WONT_DO and not self.is_done(item)

    def with_look_back(self, incidents: Iterable[IncidentFact], months: int) -> list[IncidentFact]:
        """Those that have a whole window of the library's history before them."""
        if self.first_start is None:
            return []
        since = months_from(self.first_start, months, self.zone)
        return [one for one in incidents if one.started_at and one.started_at >= since]

    @cached_property
    def _by_due_date(self) -> dict[date, list[ActionFact]]:
        found: dict[date, list[ActionFact]] = {}
        for item in self.items:
            if item.original_due_on is not None:
                found.setdefault(item.original_due_on, []).append(item)
        return found

    @cached_property
    def _by_creation(self) -> dict[date, list[int]]:
        """Places in the list of items by the day of UTC on which they were created."""
        found: dict[date, list[int]] = {}
        for place, at in enumerate(self._dated_items[0]):
            if at is not None:
                found.setdefault(at.date(), []).append(place)
        return found

    def _created(self, item: ActionFact) -> datetime | None:
        """When the postmortem was published, else the first incident resolved, else started."""
        for identifier in item.incident_ids:
            one = self.by_id.get(identifier)
            at = (one.published_at or one.resolved_at or one.started_at) if one else None
            if at is not None:
                return at
        return None
