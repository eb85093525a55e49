"""The measuring itself; what is measured is not tested here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.measurement import Measurement, from_samples, time_calls
from tests.benchmarks.runner import text_table, write_results

if TYPE_CHECKING:
    from pathlib import Path


def _measurement(what: str, p95: float, target: float | None = None) -> Measurement:
    return Measurement(what=what, size=1000, unit="ms", p50=1.0, p95=p95, samples=20, target=target)


def test_percentiles_of_samples() -> None:
    one = from_samples("x", [float(value) for value in range(1, 101)], target=96.0)
    assert one.p50 == 50.5
    assert 95 <= one.p95 <= 96
    assert one.met is True


def test_few_samples_answer_with_the_slowest() -> None:
    assert from_samples("x", [3.0, 1.0, 2.0]).p95 == 3.0


def test_warm_up_calls_do_not_count() -> None:
    calls: list[int] = []
    assert len(time_calls(lambda: calls.append(1), 5, warm_up=2)) == 5
    assert len(calls) == 7


def test_a_broken_promise_is_visible() -> None:
    table = text_table([_measurement("word", 3.0, 2.0), _measurement("phrase", 1.0, 2.0)])
    assert "| NO " in table.splitlines()[2]
    assert "| yes " in table.splitlines()[3]


def test_results_keep_what_other_suites_said(tmp_path: Path) -> None:
    target = tmp_path / "RESULTS.md"
    write_results(target, "store", [_measurement("save", 5.0)])
    write_results(target, "search", [_measurement("word", 2.0)])
    write_results(target, "store", [_measurement("save", 7.0)])
    text = target.read_text(encoding="utf-8")
    assert text.count("## store") == text.count("## search") == 1
    assert text.index("## search") < text.index("## store")
    assert "7.00" in text
    assert "5.00" not in text
