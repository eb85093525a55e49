"""Which incidents figures are about: those of some services and severities, or all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.vocabulary import Severity

if TYPE_CHECKING:
    from models.figures.facts import IncidentFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A filter of the base.

    Attributes:
        service: a path ("payments"); its children ("payments/payment-db") belong to it. None for
            all services, and for incidents without one.
        severities: those that are kept; empty for all, and for incidents of unknown severity.
    """

    service: str | None = None
    severities: frozenset[Severity] = frozenset()

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.service is None and not self.severities

    @property
    def words(self) -> str:
        """``service payments with its parts, SEV-1 and SEV-2``; empty where all is kept."""
        parts = []
        if self.service is not None:
            parts.append(f"service {self.service} with its parts")
        if self.severities:
            names = [one.value for one in Severity if one in self.severities]
            head = ", ".join(names[:-1])
            parts.append(f"{head} and {names[-1]}" if head else names[-1])
        return ", ".join(parts)

    def holds(self, incident: IncidentFact) -> bool:
        """Whether figures are about this incident."""
        if self.severities and incident.severity not in self.severities:
            return False
        if self.service is None:
            return True
        wanted = self.service.casefold()
        return any(
            name == wanted or name.startswith(f"{wanted}/")
            for name in map(str.casefold, incident.services)
        )


ALL = Selection()
