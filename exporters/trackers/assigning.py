"""Giving issues to whoever owns their action items; what cannot be given never stops a push."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporters.trackers.failures import NoSuchIssueError, NotAllowedError, RefusedError
from models.operations.tracker_people import remember_person
from models.tracker_people import TrackerPerson

if TYPE_CHECKING:
    from exporters.trackers.push import Tracker
    from models.library import Library
    from models.tracker_people import TrackerPeople
    from models.trackers import TrackerAccount, TrackerIssue, TrackerKind


def assignee_words(kind: TrackerKind, people: TrackerPeople, owner: str | None) -> str:
    """Whom an issue will be given to, as far as is known before anything is sent."""
    if not owner:
        return ""
    known = people.of(owner)
    if known is None:
        return f"looked up in {kind.shown}"
    if known.is_assignable:
        return f"for {known.name or known.account}"
    if known.refused:
        return f"unassigned, refused by {kind.shown}"
    return f"unassigned, nobody in {kind.shown}"


class Assigner:
    """Finds the accounts of owners at one tracker, and remembers them in the library."""

    def __init__(self, library: Library, account: TrackerAccount, tracker: Tracker) -> None:
        """Look people up at `tracker`, which is the account's."""
        self._library = library
        self._account = account
        self._tracker = tracker

    def person(self, handle: str) -> TrackerPerson:
        """Whom a handle means there; without an account when nobody is called so.

        What the tracker was never asked is asked now, once.

        Raises:
            TrackerError: when it could not be asked this time and may be later.
        """
        known = self._library.trackers.people(self._account.id).of(handle)
        if known is not None:
            return known
        try:
            found = self._tracker.find_person(handle, self._library.trackers.name_of(handle))
        except (NoSuchIssueError, NotAllowedError, RefusedError):
            found = None  # this account may not look people up, nor will it next time
        if found is None:
            found = TrackerPerson(handle=handle, account="")
            self._remember(found)
        elif found.name:
            self._remember(found)
        # A bare guess (a handle that may be a login) is remembered once the tracker took it.
        return found

    def took(self, person: TrackerPerson, issue: TrackerIssue) -> str:
        """Remember whether the tracker assigned somebody; why not, in words, else empty."""
        if issue.assignee_account.casefold() == person.account.casefold():
            self._remember(replace(person, refused=False, name=person.name or issue.assignee or ""))
            return ""
        return self.refused(person)

    def refused(self, person: TrackerPerson) -> str:
        """Remember that the tracker does not let somebody be assigned; that in words."""
        self._remember(replace(person, refused=True))
        shown = f"{person.handle} ({person.name})" if person.name else person.handle
        return f"Not assigned: {self._account.kind.shown} does not let {shown} have it."

    def unknown(self, person: TrackerPerson) -> str:
        """That nobody there is known by a handle, in words."""
        if person.refused:
            return self.refused(person)
        return f"Not assigned: {person.handle} is nobody in {self._account.kind.shown}."

    def _remember(self, person: TrackerPerson) -> None:
        remember_person(self._library, self._account.id, person)
