"""Who somebody is at a tracker: handles here, accounts there, remembered for each account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.keys import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerPerson:
    """One person, by both names.

    Attributes:
        handle: as the library writes them.
        account: Jira's account id or GitHub's login; empty for somebody who was looked for there
            and not found.
        name: as the tracker shows them; empty where it does not say.
        refused: the tracker knows the account and does not let it be assigned.
    """

    handle: str
    account: str
    name: str = ""
    refused: bool = False

    @property
    def is_assignable(self) -> bool:
        """Whether issues can be given to them, as far as is known."""
        return bool(self.account) and not self.refused


@dataclass(frozen=True, slots=True)
class TrackerPeople:
    """Everybody who was looked for at one account, in the order learned; never two of a handle."""

    people: tuple[TrackerPerson, ...] = ()

    def of(self, handle: str | None) -> TrackerPerson | None:
        """Whom a handle means there; None when nobody looked yet."""
        if not handle:
            return None
        wanted = fold(handle)
        return next((one for one in self.people if fold(one.handle) == wanted), None)

    def handle_of(self, account: str) -> str | None:
        """By which handle the library knows an account of the tracker; None when by none."""
        wanted = account.casefold()
        found = (one.handle for one in self.people if one.account.casefold() == wanted)
        return next(found, None) if wanted else None

    def may_be_told(self, owner: str | None) -> bool:
        """Whether the tracker can be told that this is the owner now.

        Nobody can be told, and so can somebody who was not looked for yet: the next exchange
        looks. Somebody who was not found there cannot.
        """
        known = self.of(owner)
        return known is None or known.is_assignable

    def with_person(self, person: TrackerPerson) -> TrackerPeople:
        """The same with this person, in place of what was known of the handle."""
        wanted = fold(person.handle)
        others = tuple(one for one in self.people if fold(one.handle) != wanted)
        return TrackerPeople((*others, person))

    def to_json(self) -> list[list[Any]]:
        """As it is stored."""
        return [[one.handle, one.account, one.name, one.refused] for one in self.people]

    @classmethod
    def from_json(cls, value: Any) -> TrackerPeople:
        """From what was stored; entries of another shape are left out."""
        found = cls()
        for one in value if isinstance(value, list) else ():
            if isinstance(one, list) and len(one) == 4 and isinstance(one[0], str) and one[0]:
                handle, account, name, refused = one
                found = found.with_person(
                    TrackerPerson(
                        handle=handle, account=str(account), name=str(name), refused=bool(refused)
                    )
                )
        return found
