"""People's own words for a report are kept until they are written anew or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.errors import BadInputError
from models.operations.reports import keep_report_note
from tests.models.examples import payment_outage, saved

if TYPE_CHECKING:
    from models.library import Library

TREND = "trend 2025-02"


def test_words_are_kept_and_written_anew(library: Library) -> None:
    assert library.reports.note(TREND) is None
    keep_report_note(library, TREND, "Two **good** weeks.", made_by="@ada")
    first = library.reports.note(TREND)
    assert first is not None
    assert (first.text, first.made_by) == ("Two **good** weeks.", "@ada")
    changes = keep_report_note(library, TREND, "Better words.")
    second = library.reports.note(TREND)
    assert second is not None
    assert (second.text, second.made_by) == ("Better words.", None)
    assert second.made_at > first.made_at
    assert changes.last > 0
    assert library.reports.note("trend 2025-03") is None


def test_blank_words_take_them_away(library: Library) -> None:
    keep_report_note(library, TREND, "x")
    keep_report_note(library, TREND, " \n")
    assert library.reports.note(TREND) is None


def test_too_much_is_refused(library: Library) -> None:
    with pytest.raises(BadInputError, match="20,001 characters"):
        keep_report_note(library, TREND, "x" * 20_001)
    with pytest.raises(BadInputError, match="no such report"):
        keep_report_note(library, " ", "x")
    assert library.reports.note(TREND) is None


def test_factors_are_read_by_incident(library: Library) -> None:
    incident = saved(library, payment_outage())
    found = library.reports.factors([incident.id])
    assert [one.title for one in found] == [one.title for one in incident.contributing_factors]
    assert library.reports.factors([]) == []
