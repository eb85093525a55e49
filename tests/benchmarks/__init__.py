"""Measurements, run by `afterword bench` or `make bench`; never part of the tests.

A suite is a module `<name>_bench` with `def measure(sizes: Sequence[int]) -> list[Measurement]`
(`tests.benchmarks.measurement`); `tests.benchmarks.runner` calls it and writes RESULTS.md.
"""
