"""Days, times and spans in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop.wording import count_words, day_of, moment_words, span_words, window_words

_START = datetime(2025, 3, 15, 23, 50, tzinfo=UTC)
_END = datetime(2025, 3, 16, 0, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, ""),
        (0, "0 min"),
        (59, "59 min"),
        (60, "1 h"),
        (92, "1 h 32 min"),
        (1440, "1 d"),
        (1439, "23 h 59 min"),
        (3060, "2 d 3 h"),
    ],
)
def test_spans(minutes: int | None, words: str) -> None:
    assert span_words(minutes) == words


def test_a_window_names_both_days_where_they_differ() -> None:
    assert window_words(_START, _END, "UTC") == "15 Mar 2025, 23:50 – 16 Mar 2025, 00:20 UTC"
    assert window_words(_START, _END, "Europe/Berlin") == "16 Mar 2025, 00:50–01:20 Europe/Berlin"
    assert window_words(_START, None, "UTC") == "15 Mar 2025, 23:50 UTC, not resolved"


def test_an_unknown_zone_is_read_as_utc() -> None:
    assert moment_words(_START, "Nowhere/Else") == "15 Mar 2025, 23:50 UTC"


def test_an_unknown_day_is_empty() -> None:
    assert day_of(None, "UTC") == ""


def test_counts() -> None:
    assert count_words(1, "incident") == "1 incident"
    assert count_words(1204, "incident") == "1,204 incidents"
    assert count_words(2, "entry", "entries") == "2 entries"
