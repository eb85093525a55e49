"""What was known when an incident came back: shown, filed with the link, corrected by a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.errors import BadInputError, NotFoundError
from models.figures.classes import Classes
from models.figures.known import Known
from models.figures.periods import Period
from models.figures.repeats import WasKnown, repeat_rate
from models.incident import ActionItem, Postmortem
from models.operations.incidents import save_incident
from models.operations.links import unlink
from models.operations.recurrence import Filing, confirm_repeat, file_known
from models.recurrence.known_then import known_then
from models.vocabulary import ActionStatus, LinkKind, PostmortemStatus
from tests.models.examples import at, incident

if TYPE_CHECKING:
    from uuid import UUID

    from models.incident import Incident
    from models.library import Library

ITEMS = (
    ActionItem(number=1, title="Cap the pool", due_on=date(2025, 2, 1), created_at=at(9, day=2)),
    ActionItem(
        number=2,
        title="Alert on waits",
        due_on=date(2025, 3, 20),
        status=ActionStatus.DONE,
        completed_on=date(2025, 3, 18),
    ),
    ActionItem(number=3, title="Describe it", created_at=at(8, day=20)),
)


def story() -> tuple[Incident, Incident]:
    """An incident of 2 January, and one of 15 March 2025 that may repeat it."""
    start = at(8, day=15)
    earlier = incident(
        "INC-1",
        started_at=start.replace(month=1, day=2),
        resolved_at=start.replace(month=1, day=2, hour=9),
        postmortem=Postmortem(status=PostmortemStatus.DRAFT),
        action_items=ITEMS,
    )
    later = incident("INC-2", started_at=start, resolved_at=start.replace(hour=9))
    return earlier, later


def test_what_was_known_is_said_item_by_item() -> None:
    earlier, later = story()
    first = replace(earlier.action_items[0], created_at=at(9, day=3).replace(month=1))
    known = known_then(later, [replace(earlier, action_items=(first, *ITEMS[1:]))], "UTC")
    assert known.verdict is WasKnown.LATE
    [one] = known.earlier
    assert one.reviewed
    assert [(item.state, item.detail) for item in one.items] == [
        ("late", "due 1 Feb 2025, 42 days late"),
        ("open", "due 20 Mar 2025"),
        ("not written yet", "written 20 Mar 2025"),
    ]


def test_without_a_start_nothing_can_be_said() -> None:
    earlier, later = story()
    assert known_then(replace(later, started_at=None), [earlier], "UTC").verdict is None
    assert known_then(later, [], "UTC").verdict is None


@pytest.fixture
def pair(library: Library) -> tuple[UUID, UUID]:
    earlier, later = story()
    old = incident("INC-0", started_at=at(8, day=1).replace(year=2023))
    for one in (old, earlier, later):
        save_incident(library, one)
    return later.id, earlier.id


def figure_of(library: Library) -> WasKnown:
    facts = library.facts()
    known = Known(facts, as_of=at(12, day=31).replace(month=12))
    return repeat_rate(known, Classes(known), Period.month(2025, 3)).repeats[0].known


def test_it_is_filed_with_the_link_and_seen_from_both_sides(
    library: Library, pair: tuple[UUID, UUID]
) -> None:
    filing = Filing(WasKnown.LATE, WasKnown.LATE, "owner left")
    changes = confirm_repeat(
        library, *pair, LinkKind.RECURRENCE_OF, filing, reason="same pool", made_by="@ana"
    )
    assert changes.links
    assert changes.incidents == set(pair)
    for one, phrase in zip(pair, ("recurrence of", "recurred as"), strict=True):
        [link] = library.incidents.get(one).links
        assert (link.phrase, link.known, link.made_by) == (phrase, "late", "@ana")
        assert link.made_at is not None


def test_only_a_correction_beats_what_is_computed(
    library: Library, pair: tuple[UUID, UUID]
) -> None:
    confirm_repeat(library, *pair, LinkKind.SAME_CLASS, Filing(WasKnown.UNFIXED, WasKnown.UNFIXED))
    computed = figure_of(library)
    [row] = library.links.rows()
    file_known(library, row.id, WasKnown.INEFFECTIVE, note="the cap was there and did not hold")
    assert computed is not WasKnown.INEFFECTIVE
    assert figure_of(library) is WasKnown.INEFFECTIVE
    file_known(library, row.id, WasKnown.UNFIXED)
    assert figure_of(library) is computed
    unlink(library, row.id)
    with pytest.raises(NotFoundError):
        file_known(library, row.id, WasKnown.LATE)


def test_only_a_repeat_has_something_that_was_known(
    library: Library, pair: tuple[UUID, UUID]
) -> None:
    with pytest.raises(BadInputError):
        confirm_repeat(library, *pair, LinkKind.RELATED, Filing(WasKnown.LATE))
