"""Which Afterword this is."""

from __future__ import annotations


def application_version() -> str:
    """The version of the installed distribution; "development" in a bare checkout."""
    import importlib.metadata  # noqa: PLC0415  (slow, and not needed to start)

    try:
        return importlib.metadata.version("afterword")
    except importlib.metadata.PackageNotFoundError:
        return "development"
