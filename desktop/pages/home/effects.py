"""Action items that were done some time ago: what the data says of whether they helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.pages.home.contents import EffectRow
from desktop.wording import count_words, day_words
from models.recurrence.effectiveness import effect_of
from models.vocabulary import Effectiveness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.figures.classes import Classes
    from models.figures.known import Known
    from models.recurrence.effectiveness import Effect
    from models.rows import ActionRow

_WORDS = {
    Effectiveness.EFFECTIVE: "Seems effective",
    Effectiveness.INEFFECTIVE: "Seems ineffective",
    Effectiveness.UNTESTED: "Can't tell",
}
_MOST_KEYS = 2


def effect_rows(
    checks: Sequence[ActionRow], known: Known, classes: Classes
) -> tuple[EffectRow, ...]:
    """The rows of the items to confirm."""
    wanted = {row.id for row in checks}
    items = {item.id: item for item in known.items if item.id in wanted} if wanted else {}
    rows = []
    for row in checks:
        if row.id in items:
            effect = effect_of(items[row.id], known, classes)
            rows.append(
                EffectRow(
                    action_id=row.id,
                    incident_id=row.incident_id,
                    title=row.title,
                    key=row.incident_key,
                    computed=effect.computed,
                    words=_WORDS[effect.computed],
                    evidence=_evidence(effect),
                )
            )
    return tuple(rows)


def _evidence(effect: Effect) -> str:
    done = f"since {day_words(effect.completed_on)}" if effect.completed_on else "since then"
    if effect.recurred:
        more = len(effect.recurred) - _MOST_KEYS
        keys = ", ".join(effect.recurred[:_MOST_KEYS]) + (f" and {more} more" if more > 0 else "")
        times = count_words(len(effect.recurred), "time")
        return f"came back {times} {done}: {keys}"
    if effect.computed is Effectiveness.EFFECTIVE:
        return f"the class did not come back {done}"
    return "nothing says of which class the incident is"
