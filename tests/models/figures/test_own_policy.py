"""A final postmortem is judged by the policy that it was made final under; worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.pages.facts import read_known
from models.figures.classes import Classes
from models.figures.known import Known
from models.figures.obligations import obligations
from models.figures.periods import Period
from models.figures.trend import trend
from models.operations.incidents import set_status
from models.operations.policies import save_policy
from models.policy_rules import Policy
from models.vocabulary import PostmortemStatus, Severity
from resources import files
from tests.models.examples import payment_outage, saved
from tests.models.figures.worlds import AS_OF, at, facts, incident, required

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from models.figures.facts import IncidentFact
    from models.figures.obligations import Obligations
    from models.library import Library
    from tests.conftest import TickingClock

FEBRUARY = Period.month(2025, 2)
TEXT = files.text("policy/default.toml")
SHORT = Policy.from_toml(TEXT.replace("document_business_days = 5", "document_business_days = 2"))
PRESENT = Policy.shipped()
LENIENT = Policy.from_toml(
    TEXT[: TEXT.index("[[rules]]")]
    + '[[rules]]\nname = "None"\nkind = "severity"\nseverities = ["SEV-5"]\n'
)


def owed(
    *incidents: IncidentFact, judged: Mapping[UUID, Policy], policy: Policy = PRESENT
) -> Obligations:
    """The obligations of February, some judged by another policy than the present one."""
    base = replace(facts(incidents), judged=judged)
    return obligations(Known(base, as_of=AS_OF, policy=policy), FEBRUARY)


def test_the_deadline_is_that_of_the_policy_it_was_published_under() -> None:
    # Monday 3 February to Thursday the 6th: three business days, late by two, in time by five.
    strict = required("2025-02-03 10:00", "2025-02-06 10:00")
    present = required("2025-02-03 10:00", "2025-02-06 11:00")
    found = owed(strict, present, judged={strict.id: SHORT})
    assert found.completion.k == 2
    assert found.on_time.ids == (present.id,)
    assert (found.time_to_postmortem.k, found.time_to_postmortem.n) == (1, 2)
    assert found.time_to_postmortem.target is not None
    assert found.time_to_postmortem.target.value == 5


def test_what_was_required_then_is_required_still() -> None:
    # The present policy asks for nothing but SEV-5; the old one asked for each SEV-1.
    old = required("2025-02-03 10:00", "2025-02-05 10:00")
    new = required("2025-02-04 10:00", "2025-02-05 10:00")
    found = owed(old, new, judged={old.id: PRESENT}, policy=LENIENT)
    assert found.completion.of == (old.id,)


def test_what_was_not_required_then_does_not_become_an_obligation() -> None:
    small = incident(
        "2025-02-03 10:00",
        severity=Severity.SEV_1,
        status=PostmortemStatus.FINAL,
        published_at=at("2025-02-20 10:00"),
    )
    assert owed(small, judged={}).completion.n == 1
    assert owed(small, judged={small.id: LENIENT}).completion.n == 0


def test_before_it_was_final_the_present_policy_judges_it() -> None:
    one = required("2025-02-03 10:00", "2025-03-10 10:00")
    base = replace(facts([one]), judged={one.id: LENIENT})
    then = obligations(Known(base, as_of=at("2025-02-20 10:00")), FEBRUARY)
    assert (then.completion.k, then.completion.n) == (0, 1)
    assert obligations(Known(base, as_of=AS_OF), FEBRUARY).completion.n == 0


def test_holidays_are_those_of_its_policy() -> None:
    away = Policy.from_toml(TEXT.replace("holidays = []", "holidays = [2025-02-04]"))
    one = required("2025-02-03 10:00", "2025-02-06 10:00")
    assert owed(one, judged={one.id: away}).waits[0].time == 2
    assert owed(one, judged={}).waits[0].time == 3


def test_a_selection_and_the_maturity_judge_alike() -> None:
    old = required("2025-02-03 10:00", "2025-02-05 10:00")
    base = replace(facts([old]), judged={old.id: PRESENT})
    known = Known(base, as_of=AS_OF, policy=LENIENT)
    found = trend(known, Classes(known), FEBRUARY)
    [published] = [
        one.evidence
        for one in found.maturity.criteria
        if one.text.startswith("Every required postmortem") and one.text.endswith("published")
    ]
    assert published == "1 of 1"


@pytest.mark.parametrize(("days", "in_time"), [(5, 1), (2, 0)])
def test_a_library_keeps_the_judgement_when_its_policy_changes(
    library: Library, clock: TickingClock, days: int, in_time: int
) -> None:
    # Resolved on Saturday 15 March, made final on Wednesday the 19th: the third business day.
    save_policy(library, _giving(days))
    outage = saved(library, payment_outage())
    set_status(library, outage.id, PostmortemStatus.FINAL, version=outage.version)
    clock.advance(timedelta(days=30))
    save_policy(library, _giving(9))
    known, _classes = read_known(library, clock.now)
    found = obligations(known, Period.month(2025, 3))
    assert known.policy.document_within == 9
    assert (found.on_time.k, found.on_time.n) == (in_time, 1)


def _giving(days: int) -> str:
    return TEXT.replace("document_business_days = 5", f"document_business_days = {days}")
