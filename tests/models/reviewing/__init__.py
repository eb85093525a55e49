"""Tests of models/reviewing."""
