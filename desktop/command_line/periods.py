"""The options that name a period, the same for every command that has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.command_line.opening import day
from models.errors import BadInputError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime

    from models.figures.periods import Period


def add_period(parser: ArgumentParser, *, of: str = "") -> None:
    """Declare --month, --from, --to and --window; `of` says for what, where others share them."""
    parser.add_argument(
        "--month",
        metavar="PERIOD",
        help=f"{of}2025-02, or a quarter (2025-Q1) or a year; default: the last month that is over",
    )
    parser.add_argument("--from", dest="first", metavar="DATE", type=day, help=f"{of}first day")
    parser.add_argument("--to", dest="last", metavar="DATE", type=day, help=f"{of}last day")
    parser.add_argument(
        "--window",
        metavar="MONTHS",
        type=int,
        help=f"{of}how far back a repeat may lie, 1 to 24 (as the library sets it, else 6)",
    )


def asked_period(options: Namespace, moment: datetime, zone: str) -> Period:
    """The period asked for; the last month that is over where none is.

    Raises:
        BadInputError: for what is no period.
    """
    from models.figures.periods import Period, last_closed

    if options.month:
        return Period.parse(options.month)
    if options.first or options.last:
        if not (options.first and options.last):
            raise BadInputError("A period needs both --from and --to.")
        return Period.between(options.first, options.last)
    return last_closed(moment, zone)
