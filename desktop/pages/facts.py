"""The facts that figures are computed from, read once per view and away from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.figures.classes import Classes
from models.figures.known import Known
from models.policy import Policy

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from models.library import Library


def read_policy(library: Library) -> tuple[Policy, str]:
    """The library's policy and its name, the shipped one where it has none of its own."""
    version = library.policies.current()
    if version is None:
        return Policy.shipped(), "Postmortem policy as shipped"
    return Policy.from_toml(version.toml), f"Postmortem policy v{version.number}"


def read_judging_policy(library: Library, incident_id: UUID) -> tuple[Policy, int | None]:
    """The policy that judges one incident, and its number; None for the shipped one.

    A final postmortem is judged by the version that judged it when it was published.
    """
    version = library.publishing.judging(incident_id)
    if version is None:
        return Policy.shipped(), None
    return Policy.from_toml(version.toml), version.number


def read_judged_otherwise(library: Library) -> dict[UUID, Policy]:
    """The policies of the final postmortems that another one judged than the present one."""
    return library.publishing.other_policies()


def read_known(library: Library, as_of: datetime) -> tuple[Known, Classes]:
    """Everything that figures of any period are cut out of."""
    policy, _name = read_policy(library)
    known = Known(library.facts(), as_of=as_of, policy=policy)
    return known, Classes(known)
