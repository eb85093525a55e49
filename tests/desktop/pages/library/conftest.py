"""The Library page on a real library with a real index; everything it asks is answered at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.pages.library.page import LibraryPage
from search.folder import index_folder
from search.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.library import Library


@pytest.fixture
def page(
    story: Library, tmp_path: Path, show: Callable[[type[LibraryPage]], LibraryPage]
) -> LibraryPage:
    """The page with all five incidents of the story among its results."""
    folder = index_folder(tmp_path / "indexes", story.id, story.location)
    with Index.open(folder, library_id=story.id) as index:
        index.rebuild(story)
    return show(LibraryPage)
