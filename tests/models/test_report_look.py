"""How reports look: what cannot be printed well is refused, what was kept comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from models.errors import BadInputError
from models.operations.report_look import set_report_look
from models.operations.settings import set_setting
from models.report_look import REPORT_LOOK, ReportLook, check_look, contrast_on_white

if TYPE_CHECKING:
    from models.library import Library

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20


def test_a_look_is_kept_for_everybody(library: Library) -> None:
    assert library.settings.report_look == ReportLook()
    look = ReportLook(
        company="Acme Ltd", accent="#7A1F5C", logo=PNG, paper="US Letter", formats="de-DE"
    )
    assert set_report_look(library, look).settings
    assert library.settings.report_look == look
    set_report_look(library, ReportLook())
    assert library.settings.report_look == ReportLook()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"accent": "blue"}, "is no colour"),
        ({"accent": "#FFD700"}, "contrast of only 1.4 to 1"),
        ({"company": "x" * 81}, "no short line"),
        ({"company": "a\nb"}, "no short line"),
        ({"logo": b"<svg onload='x'/>"}, "no PNG or JPEG"),
        ({"logo": PNG + b"x" * 400_000}, "too large"),
        ({"paper": "A3"}, "no paper"),
        ({"formats": "Klingon"}, "cannot be written"),
    ],
)
def test_what_cannot_be_printed_well_is_refused(
    library: Library, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadInputError, match=message):
        set_report_look(library, ReportLook(**given))
    assert library.settings.report_look == ReportLook()


@pytest.mark.parametrize(
    "stored", [{"logo": "no base64!"}, {"accent": "#FFFFFF"}, {"paper": "A0"}, {"company": None}]
)
def test_a_stored_look_that_cannot_be_used_is_left_aside(
    library: Library, stored: dict[str, Any]
) -> None:
    set_setting(library, REPORT_LOOK, stored)
    assert library.settings.report_look == ReportLook()
    with pytest.raises(BadInputError):
        set_setting(library, REPORT_LOOK, "blue")


def test_contrast_is_wcags() -> None:
    assert contrast_on_white("#000000") == pytest.approx(21.0)
    assert contrast_on_white("#FFFFFF") == pytest.approx(1.0)
    assert contrast_on_white("#767676") == pytest.approx(4.54, abs=0.01)
    check_look(ReportLook(accent="#767676"))


def test_formats_of_a_newer_version_leave_the_rest_as_it_is() -> None:
    look = ReportLook.from_json({"company": "Acme Ltd", "formats": "tlh-QQ"})
    assert (look.company, look.formats) == ("Acme Ltd", "English")
