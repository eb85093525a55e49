"""`afterword report review` and `report digest`: what is handed out to other teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import BadInputError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from desktop.command_line.console import Console
    from desktop.report_files import WrittenReport
    from models.library import Library


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
        review = library.reviews.get(review_id)
        written = write_review(library, review_id, options.output, as_of=moment)
        if options.shared_with and review.incidents:
            cited = [one.incident_id for one in review.incidents]
            keep_sharing(library, cited, "report", options.shared_with)
    return {"review": review.title}, written


def report_digest(options: Namespace, moment: datetime) -> tuple[dict[str, str], WrittenReport]:
    """Write what was learned in a month; with --shared-with, keep who was given it."""
    from desktop.command_line.opening import open_library
    from desktop.command_line.periods import asked_period
    from desktop.digest_files import write_digest

    if options.key:
        raise BadInputError("A digest is about a month.", "Give --month instead of a key.")
    with open_library(options) as library:
        period = asked_period(options, moment, library.settings.zone)
        written, incidents = write_digest(library, period, options.output, as_of=moment)
        if options.shared_with and incidents:
            keep_sharing(library, [one.id for one in incidents], "message", options.shared_with)
    return {"period": period.label}, written


def add_shared_with(parser: ArgumentParser) -> None:
    """Declare the option that records who was given what is written."""
    parser.add_argument(
        "--shared-with",
        metavar="TEAMS",
        default="",
        help="record that the final postmortems in it were given to these teams",
    )


def keep_sharing(library: Library, ids: Iterable[UUID], channel: str, recipients: str) -> None:
    """Keep with whom final postmortems were shared; drafts among them are left out.

    Raises:
        BadInputError: when none of them is final.
    """
    from models.operations.shares import record_sharing
    from models.sharing import Channel

    record_sharing(library, ids, Channel(channel), recipients)


def found_by(
    library: Library, query: str, console: Console, *, moment: datetime
) -> frozenset[UUID]:
    """The incidents that a search finds, all of them.

    Raises:
        BadInputError: when it finds none.
    """
    from desktop.command_line.opening import open_index

    with open_index(library, console) as index:
        most = max(library.incidents.count(), 1)
        results = index.search(query, as_of=moment, limit=most, with_facets=False)
    if not results.hits:
        raise BadInputError(f"No incident is found by “{query}”.", "Try it with afterword search.")
    return frozenset(hit.id for hit in results.hits)
