"""What is read about the earlier incidents when one came back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.known_repeats import read_known
from models.figures.repeats import WasKnown
from models.incident import ActionItem, Postmortem
from models.operations.incidents import save_incident
from models.operations.links import link_incidents
from models.vocabulary import LinkKind, PostmortemStatus
from tests.models.examples import at, incident

if TYPE_CHECKING:
    from models.library import Library


def test_the_whole_class_before_it_is_looked_at(library: Library) -> None:
    reviewed = Postmortem(status=PostmortemStatus.FINAL)
    made = [
        incident(
            f"INC-{day}",
            started_at=at(8, day=day),
            resolved_at=at(9, day=day),
            postmortem=reviewed,
        )
        for day in range(1, 6)
    ]
    made[0] = replace(
        made[0], action_items=(ActionItem(number=1, title="Cap it", created_at=at(9, day=1)),)
    )
    for one in made:
        save_incident(library, one)
    first, second, third, fourth, late = (one.id for one in made)
    link_incidents(library, second, first, LinkKind.SAME_CLASS)
    link_incidents(library, third, second, LinkKind.RECURRENCE_OF)
    link_incidents(library, third, late, LinkKind.SAME_CLASS)
    known = read_known(library, (third, fourth), turn=True)
    assert known.repeat_id == fourth
    assert [one.key for one in known.earlier] == ["INC-3", "INC-2", "INC-1"], "not what came later"
    assert known.verdict is WasKnown.UNFIXED, "the item is two links away"
    link_incidents(library, fourth, first, LinkKind.NOT_RELATED)
    known = read_known(library, (fourth, third), turn=False)
    assert [one.key for one in known.earlier] == ["INC-3", "INC-2"], "a person set it apart"
