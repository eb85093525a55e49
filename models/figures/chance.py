"""Could a difference be chance? Two-sided tests that need no assumption about shapes.

A difference is said to be possibly chance where p is 0.1 or more (DESIGN section 5).
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from models.figures.intervals import normal_tails

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CHANCE_FROM = 0.1
_TIE = 1 + 1e-9  # probabilities this close count as equal
_EXACT_UP_TO = 40  # values in both groups together


def counts_differ(first: int, second: int, exposure: float = 1.0) -> float:
    """The p-value of the exact conditional test that two counts have the same rate.

    Given their sum, the first is binomial (Przyborowski and Wilenski 1940).

    Args:
        first: a count.
        second: another.
        exposure: length of the first period ÷ length of the second.
    """
    total = first + second
    if total == 0:
        return 1.0
    odds = math.log(exposure)
    logs = [-total * math.log1p(exposure)]
    for k in range(total):
        logs.append(logs[-1] + math.log((total - k) / (k + 1)) + odds)
    return _as_unlikely(logs, first)


def proportions_differ(k1: int, n1: int, k2: int, n2: int) -> float:
    """The p-value of Fisher's exact test that two proportions are the same."""
    if n1 == 0 or n2 == 0:
        return 1.0
    total, successes = n1 + n2, k1 + k2
    lowest = max(0, successes - n2)
    whole = _log_choose(total, successes)
    logs = [
        _log_choose(n1, k) + _log_choose(n2, successes - k) - whole
        for k in range(lowest, min(n1, successes) + 1)
    ]
    return _as_unlikely(logs, k1 - lowest)


def durations_differ(first: Sequence[float], second: Sequence[float]) -> float:
    """The p-value of the rank-sum test (Wilcoxon, Mann and Whitney) that two groups lie alike.

    Exact, ties included, up to 40 values in all; beyond that the normal approximation with
    correction for ties and continuity.
    """
    n1, n2 = len(first), len(second)
    if n1 == 0 or n2 == 0:
        return 1.0
    ranks = _doubled_ranks([*first, *second])
    observed = sum(ranks[:n1])
    expected = n1 * (n1 + n2 + 1)
    if n1 + n2 <= _EXACT_UP_TO:
        return _exact_rank_sum(ranks, n1, abs(observed - expected))
    ties = sum(size**3 - size for size in Counter([*first, *second]).values())
    total = n1 + n2
    variance = n1 * n2 / 12 * ((total + 1) - ties / (total * (total - 1)))
    if variance == 0:
        return 1.0
    distance = max(abs(observed - expected) / 2 - 0.5, 0.0)
    return normal_tails(distance / math.sqrt(variance))


def ranks_lean(first: Sequence[float], second: Sequence[float]) -> int:
    """Above zero where the values of `first` mostly exceed those of `second`; below, the reverse.

    Twice the number of pairs won minus those lost (Mann and Whitney's U about its middle).
    """
    n1, n2 = len(first), len(second)
    return sum(_doubled_ranks([*first, *second])[:n1]) - n1 * (n1 + n2 + 1)


def _exact_rank_sum(ranks: Sequence[int], size: int, distance: int) -> float:
    """The share of all choices of `size` ranks whose sum lies at least that far from its mean."""
    ways: list[Counter[int]] = [Counter() for _ in range(size + 1)]
    ways[0][0] = 1
    for seen, rank in enumerate(ranks, start=1):
        for chosen in range(min(seen, size), 0, -1):
            for total, count in ways[chosen - 1].items():
                ways[chosen][total + rank] += count
    expected = size * (len(ranks) + 1)
    far = sum(count for total, count in ways[size].items() if abs(total - expected) >= distance)
    return min(far / math.comb(len(ranks), size), 1.0)


def _doubled_ranks(values: Sequence[float]) -> list[int]:
    """Twice the rank of each value, so that the middle ranks of ties are whole numbers."""
    sizes = sorted(Counter(values).items())
    ends = accumulate(size for _, size in sizes)
    doubled = {value: 2 * end - size + 1 for (value, size), end in zip(sizes, ends, strict=True)}
    return [doubled[value] for value in values]


def _as_unlikely(logs: Sequence[float], observed: int) -> float:
    """The probability of everything that is at most as likely as what was observed."""
    limit = logs[observed] + math.log(_TIE)
    return min(_sum_exp(log for log in logs if log <= limit), 1.0)


def _sum_exp(logs: Iterable[float]) -> float:
    return math.fsum(math.exp(log) for log in logs)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
