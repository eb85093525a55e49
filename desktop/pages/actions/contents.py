"""What the register's page reads of the library, in the store's lane."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.pages.actions.arranging import Standing, standing_of
from models.rows import ActionRow

if TYPE_CHECKING:
    from desktop.pages.figure_words import FigureTile
    from models.library import Library


@dataclass(frozen=True, slots=True)
class RegisterContents:
    """What the page reads: every action item, and who may own one.

    Attributes:
        texts: what words are looked for in, kept from one arrangement of the rows to the next.
    """

    rows: tuple[ActionRow, ...]
    people: tuple[str, ...]
    services: tuple[str, ...]
    today: date
    as_of: datetime
    standing: Standing
    texts: dict[UUID, str] = field(default_factory=dict)


def read_contents(library: Library, as_of: datetime, today: date) -> RegisterContents:
    """The whole register for a day."""
    rows = tuple(library.actions.rows(as_of=as_of))
    return RegisterContents(
        rows=rows,
        standing=standing_of(rows, today),
        people=tuple(one.name for one in library.vocabulary.people()),
        services=tuple(one.name for one in library.vocabulary.services()),
        today=today,
        as_of=as_of,
    )


def read_figure(library: Library, as_of: datetime) -> FigureTile:
    """How many items due last month were done on time."""
    from desktop.pages.actions.figure import read_on_time  # noqa: PLC0415  (figures come later)

    return read_on_time(library, as_of)
