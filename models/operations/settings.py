"""What can be set for the whole library."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.errors import BadInputError
from models.figures.repeats import LONGEST_WINDOW
from models.keys import KeyPattern
from models.recurrence.ranking import LEAST_SHOWN
from models.report_look import REPORT_LOOK
from models.store.settings import (
    ACTION_REVIEW_DAYS,
    CHECK_DAYS,
    KEY_PATTERN,
    LIBRARY_ID,
    NAME,
    REMIND_OF_TREND,
    REPEAT_WINDOW,
    SUGGEST_REPEATS,
    ZONE,
    check_zone,
    write_setting,
)

if TYPE_CHECKING:
    from models.changes import Changes
    from models.library import Library

_LONGEST_NAME = 200
_MOST_DAYS = 730


@dataclass(frozen=True, slots=True)
class _Number:
    """A setting that is a whole number; `words` hold the refused value, `range` what may be."""

    least: int
    most: int
    words: str
    range: str

    def check(self, value: Any) -> None:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not (is_number and self.least <= value <= self.most):
            raise BadInputError(self.words.format(repr(value)), self.range)


_NUMBERS = {
    CHECK_DAYS: _Number(
        1, _MOST_DAYS, "Effectiveness cannot be asked for after {} days.", "1 to 730."
    ),
    ACTION_REVIEW_DAYS: _Number(
        0, _MOST_DAYS, "Action items cannot be reviewed every {} days.", "0 for never, to 730."
    ),
    REPEAT_WINDOW: _Number(
        1, LONGEST_WINDOW, "A repeat cannot lie {} months back.", f"1 to {LONGEST_WINDOW}."
    ),
}


def set_setting(library: Library, name: str, value: Any) -> Changes:
    """Set it to a value that JSON has; None brings the default back.

    Raises:
        BadInputError: for a zone that does not exist, a key pattern that makes no keys, a name
            that is no line of text, a value that JSON has not.
    """
    if value is not None:
        _check(name, value)
    with library.store.writing() as write:
        write_setting(write.connection, name, value, write.now)
        write.log("setting", name, "changed")
    return write.changes


def _check(name: str, value: Any) -> None:
    if name == LIBRARY_ID:
        raise BadInputError("The library's id cannot be changed.")
    if name == ZONE:
        check_zone(value)
    elif name == KEY_PATTERN:
        KeyPattern(str(value))
    elif name in _NUMBERS:
        _NUMBERS[name].check(value)
    elif name == SUGGEST_REPEATS and value not in LEAST_SHOWN:
        raise BadInputError(
            f"Repeats cannot be suggested {value!r}.", f"One of {', '.join(LEAST_SHOWN)}."
        )
    elif name == REMIND_OF_TREND and not isinstance(value, bool):
        raise BadInputError("Somebody is reminded of the trend, or nobody is.", "true or false.")
    elif name == REPORT_LOOK and not isinstance(value, dict):
        raise BadInputError("The look of reports is set in Settings.")
    elif name == NAME and not (isinstance(value, str) and len(value) <= _LONGEST_NAME):
        raise BadInputError("The library's name is too long.", "Keep it within one line.")
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise BadInputError(f"The setting {name!r} cannot have this value.") from error
