"""Fixtures of the tests of reviews: a page over a library with an index, and a review begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.pages.reviews.page import ReviewsPage
from search.folder import index_folder
from search.index import Index
from tests.desktop.pages.reviews.driving import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.library import Library

    Show = Callable[[type[ReviewsPage]], ReviewsPage]


@pytest.fixture
def indexed(story: Library, tmp_path: Path) -> Library:
    """The library with an index where the session looks for it."""
    folder = index_folder(tmp_path / "indexes", story.id, story.location)
    with Index.open(folder, library_id=story.id) as index:
        index.rebuild(story)
    return story


@pytest.fixture
def page(indexed: Library, show: Show) -> ReviewsPage:
    return show(ReviewsPage)


@pytest.fixture
def begun(page: ReviewsPage) -> ReviewsPage:
    write(page, "Checkout v2", "A connection pool for checkout.", "payments")
    page.find_matches()
    return page
