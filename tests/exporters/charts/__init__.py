"""Tests of the charts in reports."""
