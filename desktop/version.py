"""Which Afterword this is."""

from __future__ import annotations

import importlib.metadata


def application_version() -> str:
    """The version of the installed distribution; "development" in a bare checkout."""
    try:
        return importlib.metadata.version("afterword")
    except importlib.metadata.PackageNotFoundError:
        return "development"
