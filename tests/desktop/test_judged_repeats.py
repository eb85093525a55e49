"""How often suggested repeats are right, on real postmortems judged by hand.

The judgements and how they were made: tests/models/recurrence/judged_pairs.toml and
held_out_pairs.toml, on which the worths and the threshold were chosen, and third_pairs.toml, on
which they were not. The texts themselves lie outside the repository. Reported by
`python -m tests.desktop.test_judged_repeats`.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.comparing import Comparison, keep, look_up
from desktop.search_lane import SearchLane
from models.library import Library
from models.reading.batch import import_paths
from search.index import Index
from tests.search.listed import NOW

if TYPE_CHECKING:
    from datetime import datetime

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
_JUDGEMENTS = Path(__file__).resolve().parents[1] / "models" / "recurrence"
JUDGED, HELD_OUT, THIRD = (
    _JUDGEMENTS / f"{name}_pairs.toml" for name in ("judged", "held_out", "third")
)
_ALL = (JUDGED, HELD_OUT, THIRD)
_FOLDERS = ("posthog", "2i2c", "chia", "mentimeter", "icco")


@dataclass(frozen=True)
class Level:
    """How good the suggestions are; `same` counts only pairs that a person calls the same class.

    Attributes:
        suggested: pairs in the queue, and `of_subjects` those that a subject is part of.
        whole_precision: of the whole queue, whatever its subjects.
    """

    suggested: int
    whole_precision: float
    of_subjects: int
    precision: float
    precision_same: float
    first: float
    first_five: float
    recall: float
    recall_same: float
    subjects: int
    subjects_with_one: int


def suggested_pairs(folder: Path) -> list[tuple[str, str]]:
    """Import the corpus, compare everything with everything, and name what is suggested."""
    lane = SearchLane(folder / "indexes")
    with Library.create(folder / "corpus.afterword") as library:
        import_paths(library, [CORPUS / name for name in _FOLDERS], as_of=NOW)
        with Index.open(lane.folder(library), library_id=library.id) as index:
            index.catch_up(library)
        comparison = Comparison({})
        while pending := library.suggestions.pending(sys.maxsize, 50):
            comparison.compared = pending
            while missing := comparison.missing():
                comparison.nearest.update(look_up(lane, library, missing))
            keep(library, pending, comparison.nearest)
        found = [
            (
                _name(row.later_started_at, row.later_title),
                _name(row.earlier_started_at, row.earlier_title),
            )
            for row in library.suggestions.found()
        ]
        lane.close()
    return found


def measured(suggested: list[tuple[str, str]], judgements: Path) -> Level:
    """Hold what is suggested for the subjects of one set against all that was judged."""
    sets = [tomllib.loads(one.read_text(encoding="utf-8")) for one in _ALL]
    same = {frozenset(pair) for one in sets for pair in one["same"]}
    right = same | {frozenset(pair) for one in sets for pair in one["related"]}
    judged = tomllib.loads(judgements.read_text(encoding="utf-8"))
    subjects, both = set(judged["subjects"]), judged.get("only_between_subjects", False)

    def counts(pair: frozenset[str]) -> bool:
        return pair <= subjects if both else bool(pair & subjects)

    pairs = [frozenset(pair) for pair in suggested]
    touching = [pair for pair in pairs if counts(pair)]
    of = {one: [pair for pair in touching if one in pair] for one in subjects}
    lists = [found for found in of.values() if found]
    wanted = {pair for pair in right if counts(pair)}
    return Level(
        suggested=len(pairs),
        whole_precision=_share([pair in right for pair in pairs]),
        of_subjects=len(touching),
        precision=_share([pair in right for pair in touching]),
        precision_same=_share([pair in same for pair in touching]),
        first=_share([found[0] in right for found in lists]),
        first_five=_share([pair in right for found in lists for pair in found[:5]]),
        recall=_share([pair in pairs for pair in wanted]),
        recall_same=_share([pair in pairs for pair in wanted & same]),
        subjects=len(subjects),
        subjects_with_one=len(lists),
    )


def _share(answers: list[bool]) -> float:
    return round(sum(answers) / len(answers), 3) if answers else 0.0


def _name(started_at: datetime | None, title: str) -> str:
    short = title[:60].strip()
    return f"{started_at:%Y-%m-%d} {short}" if started_at else short


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the postmortems lie outside the repository")
def test_most_suggestions_are_right(tmp_path: Path) -> None:
    suggested = suggested_pairs(tmp_path)
    for judgements in _ALL:
        level = measured(suggested, judgements)
        assert level.precision >= 0.65
        assert level.first >= 0.80
        assert level.first_five >= 0.65
        assert level.recall >= 0.18
        assert level.recall_same >= 0.42
        assert level.whole_precision >= 0.75
    # Silent most of the time: 174 incidents make 15,051 pairs.
    assert len(suggested) <= 120


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        found = suggested_pairs(Path(name))
        for judged in _ALL:
            sys.stdout.write(f"{judged.stem}: {measured(found, judged)}\n")
