"""How the library's reports look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.operations.settings import set_setting
from models.report_look import REPORT_LOOK, ReportLook, check_look

if TYPE_CHECKING:
    from models.changes import Changes
    from models.library import Library


def set_report_look(library: Library, look: ReportLook) -> Changes:
    """Set company, logo, accent colour and paper for everybody's reports.

    Raises:
        BadInputError: for what could not be printed well (`check_look`); nothing is changed.
    """
    check_look(look)
    return set_setting(library, REPORT_LOOK, None if look == ReportLook() else look.to_json())
