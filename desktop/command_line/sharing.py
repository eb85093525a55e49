"""`afterword report review` and `report digest`: what is handed out to other teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import BadInputError

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import datetime

    from desktop.report_files import WrittenReport


def report_review(options: Namespace, moment: datetime) -> tuple[dict[str, str], WrittenReport]:
    """Write the pack of one architecture review, named by title or number."""
    from desktop.command_line.opening import open_library
    from desktop.review_files import write_review

    if not options.key:
        raise BadInputError(
            "A review pack is about one review.", "Give its title, a part of it, or its number."
        )
    with open_library(options) as library:
        review_id = library.reviews.find_id(options.key)
        title = library.reviews.get(review_id).title
        written = write_review(library, review_id, options.output, as_of=moment)
    return {"review": title}, written
