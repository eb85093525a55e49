"""What can be set for the whole library."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from models.errors import BadInputError
from models.keys import KeyPattern
from models.report_look import REPORT_LOOK
from models.store.settings import (
    ACTION_REVIEW_DAYS,
    CHECK_DAYS,
    KEY_PATTERN,
    LIBRARY_ID,
    NAME,
    ZONE,
    check_zone,
    write_setting,
)

if TYPE_CHECKING:
    from models.changes import Changes
    from models.library import Library

_LONGEST_NAME = 200
_MOST_DAYS = 730


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
    elif name == CHECK_DAYS and not (
        isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_DAYS
    ):
        raise BadInputError(f"Effectiveness cannot be asked for after {value!r} days.", "1 to 730.")
    elif name == ACTION_REVIEW_DAYS and not (
        isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_DAYS
    ):
        raise BadInputError(
            f"Action items cannot be reviewed every {value!r} days.", "0 for never, to 730."
        )
    elif name == REPORT_LOOK and not isinstance(value, dict):
        raise BadInputError("The look of reports is set in Settings.")
    elif name == NAME and not (isinstance(value, str) and len(value) <= _LONGEST_NAME):
        raise BadInputError("The library's name is too long.", "Keep it within one line.")
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise BadInputError(f"The setting {name!r} cannot have this value.") from error
