"""Figures in words: never more certain than they are."""

from __future__ import annotations

import pytest

from desktop.pages.figure_words import (
    completion_tile,
    days_tile,
    decimal_words,
    interval_words,
    percent,
    reading_of,
    share_tile,
)
from models.figures.figure import Aim, Figure, Target, proportion
from models.identifiers import new_id

IDS = [new_id() for _ in range(20)]
MOSTLY = Target(0.8, Aim.AT_LEAST)
ALL = Target(1.0, Aim.AT_LEAST)
RARELY = Target(0.2, Aim.BELOW)


def share(k: int, n: int, target: Target) -> Figure:
    return proportion(IDS[:k], IDS[:n], target)


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (share(14, 18, MOSTLY), "Below target ≥ 80%"),
        (share(18, 20, MOSTLY), "Target ≥ 80%: can't tell"),
        (share(20, 20, MOSTLY), "Meets target ≥ 80%"),
        (share(11, 12, ALL), "1 short of 100%"),
        (share(12, 12, ALL), "Meets target 100%"),
        (share(2, 14, RARELY), "Target < 20%: can't tell"),
        (share(5, 14, RARELY), "Above target < 20%"),
        (share(0, 0, MOSTLY), "Target ≥ 80%"),
    ],
)
def test_what_a_proportion_says_of_its_target(figure: Figure, words: str) -> None:
    assert reading_of(figure, "share").text == words


def test_k_of_n_and_the_interval_stand_beside_every_percentage() -> None:
    tile = share_tile("On time", share(14, 18, MOSTLY), none="none was due")
    assert (tile.number, tile.note) == ("78%", "14 of 18, interval 55–91%")
    assert "78%, 14 of 18" in tile.spoken


def test_nothing_due_is_not_zero_percent() -> None:
    tile = share_tile("On time", share(0, 0, MOSTLY), none="none was due")
    assert (tile.number, tile.note) == ("—", "none was due")
    assert completion_tile(share(0, 0, ALL)).note == "none was due"


def test_a_median_that_is_not_reached_says_why() -> None:
    target = Target(5.0, Aim.AT_MOST)
    waiting = Figure(k=0, n=3, value=None, low=None, high=None, target=target)
    assert days_tile("Time", waiting, none="none").note == "more than half are not published"
    known = Figure(k=3, n=3, value=3.5, low=3.0, high=4.0, target=target)
    tile = days_tile("Time", known, none="none")
    assert (tile.number, tile.reading.text) == ("3.5", "Meets target ≤ 5")
    assert tile.scale == (0.0, 10.0)


@pytest.mark.parametrize(
    ("value", "words"), [(0.0, "0%"), (1.0, "100%"), (0.999, ">99%"), (0.001, "<1%"), (0.5, "50%")]
)
def test_a_percentage_is_never_rounded_to_certainty(value: float, words: str) -> None:
    assert percent(value) == words


def test_small_words() -> None:
    assert decimal_words(6.0) == "6"
    assert interval_words(None, 0.5) == ""
