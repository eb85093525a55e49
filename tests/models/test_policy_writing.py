"""A policy as a form and as TOML, and what another one would change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from models.incident import Impact
from models.policy_rules import Policy
from models.policy_writing import ANSWERS, PolicyForm, form_of, policy_effect, toml_of
from models.vocabulary import IncidentKind, Severity
from resources import files
from tests.models.examples import at, incident, saved

if TYPE_CHECKING:
    from models.library import Library

AS_OF = datetime(2025, 4, 1, tzinfo=UTC)
_SEVERITIES = st.frozensets(st.sampled_from(Severity))
_FORMS = st.builds(
    PolicyForm,
    always=_SEVERITIES,
    impact_severities=_SEVERITIES.filter(bool),
    impact_minutes=st.integers(0, 5000),
    answers=st.frozensets(st.sampled_from(ANSWERS)),
    meeting_hours=st.integers(1, 999),
    document_days=st.integers(1, 99),
    weekend=st.frozensets(st.integers(0, 6), max_size=6),
    holidays=st.frozensets(st.dates(date(2000, 1, 1), date(2100, 1, 1)), max_size=4).map(
        lambda days: tuple(sorted(days))
    ),
)


@given(_FORMS)
def test_a_form_written_and_read_back_is_the_same(form: PolicyForm) -> None:
    assert form_of(Policy.from_toml(toml_of(form, version=3))) == form


def test_the_shipped_policy_fits_the_form() -> None:
    form = form_of(Policy.shipped())
    assert form is not None
    assert (form.always, form.impact_minutes) == (frozenset({Severity.SEV_1}), 15)
    written = Policy.from_toml(toml_of(form, version=1))
    assert replace(written, version=1) == Policy.shipped()


def test_rules_that_the_form_cannot_show_are_left_to_the_text() -> None:
    toml = files.text("policy/default.toml")
    twice = toml + '\n[[rules]]\nname = "x"\nkind = "severity"\nseverities = ["SEV-2"]\n'
    assert form_of(Policy.from_toml(twice)) is None
    assert form_of(Policy.from_toml(toml.replace("= 15", "= 15.5"))) is None


def test_without_a_rule_nothing_is_required() -> None:
    form = form_of(Policy.shipped())
    assert form is not None
    empty = replace(form, always=frozenset(), impact_severities=frozenset(), answers=frozenset())
    assert Policy.from_toml(toml_of(empty, version=2)).rules == ()


def test_what_another_policy_would_change_is_counted(library: Library) -> None:
    times = {"started_at": at(10), "resolved_at": at(10, 20)}
    no = Impact(slo_violated=False, data_loss=False, security=False, manual_rollback=False)
    for key, severity in (("INC-1", Severity.SEV_1), ("INC-2", Severity.SEV_2)):
        saved(library, incident(key, severity=severity, impact=no, **times))
    saved(library, incident("INC-3", severity=Severity.SEV_2, kind=IncidentKind.DRILL, **times))
    saved(library, incident("INC-4", severity=Severity.SEV_3))
    form = form_of(Policy.shipped())
    assert form is not None
    old = Policy.shipped()
    milder = Policy.from_toml(toml_of(replace(form, impact_minutes=30), version=2))
    effect = policy_effect(library.facts(), old, milder, as_of=AS_OF)
    assert (effect.newly, effect.no_longer, effect.unknown, effect.incidents) == (
        (),
        ("INC-2",),
        1,
        3,
    )
    stricter = Policy.from_toml(
        toml_of(replace(form, always=frozenset({Severity.SEV_1, Severity.SEV_3})), version=2)
    )
    effect = policy_effect(library.facts(), old, stricter, as_of=AS_OF)
    assert effect.newly == ("INC-4",)
