"""Tests of what `packaging/` makes: locks, desktop integration, scripts, the bundle's recipe."""
