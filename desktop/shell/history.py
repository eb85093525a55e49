"""Where the window has been, for Alt+Left and Alt+Right."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

_KEPT = 100


@dataclass(frozen=True, slots=True)
class Visit:
    """One place as it was left.

    Attributes:
        place: name of the page.
        query: the Library page's query.
        incident: the incident open in the Library page.
    """

    place: str
    query: str = ""
    incident: UUID | None = None


class History:
    """A list of visits and where one stands in it. Going somewhere new forgets what lay ahead."""

    def __init__(self) -> None:
        """Nowhere yet."""
        self._visits: list[Visit] = []
        self._at = -1

    @property
    def current(self) -> Visit | None:
        """Where one stands."""
        return self._visits[self._at] if self._at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        """Whether something lies behind."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether something lies ahead."""
        return self._at < len(self._visits) - 1

    def visit(self, visit: Visit) -> None:
        """Go somewhere new; the same place twice is one visit."""
        if visit == self.current:
            return
        del self._visits[self._at + 1 :]
        self._visits.append(visit)
        del self._visits[:-_KEPT]
        self._at = len(self._visits) - 1

    def amend(self, visit: Visit) -> None:
        """Replace where one stands: typing on is no new visit."""
        if self._at < 0:
            self.visit(visit)
        else:
            self._visits[self._at] = visit

    def back(self) -> Visit | None:
        """One step back; None at the beginning."""
        if not self.can_go_back:
            return None
        self._at -= 1
        return self.current

    def forward(self) -> Visit | None:
        """One step ahead; None at the end."""
        if not self.can_go_forward:
            return None
        self._at += 1
        return self.current
