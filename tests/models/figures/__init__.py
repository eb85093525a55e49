"""Tests of models/figures/."""
