"""Who is who at a tracker, as lines that a person can read and change."""

from __future__ import annotations

from dataclasses import replace

from models.errors import BadInputError
from models.tracker_people import TrackerPeople, TrackerPerson

_NOBODY = "nobody"


def people_lines(people: TrackerPeople) -> str:
    """One line for each: ``@jane = 5b10ac8d (Jane Doe)``, ``@payment-lead = nobody``."""
    return "\n".join(_line(one) for one in people.people)


def read_people(text: str, known: TrackerPeople) -> TrackerPeople:
    """The same from lines; a line as it was keeps what is known besides.

    Raises:
        BadInputError: for a line that says nothing.
    """
    before = {_line(one): one for one in known.people}
    found = TrackerPeople()
    for line in filter(None, map(str.strip, text.splitlines())):
        found = found.with_person(before.get(line) or _person(line, known))
    return found


def _line(person: TrackerPerson) -> str:
    if not person.account:
        return f"{person.handle} = {_NOBODY}"
    notes = [one for one in (person.name, "refused" if person.refused else "") if one]
    return f"{person.handle} = {person.account}" + (f" ({', '.join(notes)})" if notes else "")


def _person(line: str, known: TrackerPeople) -> TrackerPerson:
    handle, equals, rest = (one.strip() for one in line.partition("="))
    account, _, _said = (one.strip() for one in rest.partition("("))
    if not equals or not handle or not account or any(one.isspace() for one in account):
        raise BadInputError(
            f"“{line}” says of nobody who they are.",
            "Write @payment-lead = the login or account id, or = nobody.",
        )
    if account.casefold() == _NOBODY:
        return TrackerPerson(handle=handle, account="")
    same = known.of(handle)
    if same is not None and same.account == account:
        return replace(same, handle=handle, refused=False)
    return TrackerPerson(handle=handle, account=account)
