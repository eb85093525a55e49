"""Days and numbers as countries write them, held against Qt's copy of the Unicode CLDR."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, QLocale

from exporters.formats import ENGLISH, Formats, formats_of, names
from exporters.html_report import report_as_html
from exporters.json_report import report_as_json
from exporters.markdown_report import report_as_markdown
from exporters.reports.postmortem import postmortem_report
from models.report_look import FORMATS
from tests.exporters.examples import context, practice_example

DAY = date(2025, 3, 5)
_LOCALES = [name for name in names() if "-" in name]


def _plain(text: str) -> str:
    """With ordinary blanks; CLDR versions differ in the kind of blank and apostrophe."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_each_name_of_the_setting_has_its_formats() -> None:
    assert names() == FORMATS
    assert formats_of("Klingon") is ENGLISH


@pytest.mark.parametrize("name", _LOCALES)
def test_numbers_are_those_of_the_cldr(name: str) -> None:
    locale, formats = QLocale(name), formats_of(name)
    assert _plain(formats.decimal) == locale.decimalPoint()
    for number in (0, 7, 999, 1234, 12345, 1234567):
        assert _plain(formats.number(number)) == _plain(locale.toString(number))


@pytest.mark.parametrize("name", [one for one in _LOCALES if one != "en-US"])
def test_days_are_those_of_the_cldr_with_the_whole_year(name: str) -> None:
    pattern = QLocale(name).dateFormat(QLocale.FormatType.ShortFormat)
    whole = re.sub(r"(?<!y)yy(?!y)", "yyyy", pattern)
    told = _plain(formats_of(name).long_date(DAY))
    assert told == _plain(str(QLocale(name).toString(QDate(DAY.year, DAY.month, DAY.day), whole)))
    assert formats_of(name).short_date(DAY, year=False) == formats_of(name).long_date(DAY)


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        (ENGLISH, ["5 March 2025", "5 Mar", "5 Mar 2025", "1–5 Mar 2025", "82%"]),
        (
            formats_of("en-US"),
            ["March 5, 2025", "Mar 5", "Mar 5, 2025", "Mar 1–5, 2025", "82%"],
        ),
        (
            formats_of("ISO"),
            ["2025-03-05"] * 3 + ["2025-03-01 – 2025-03-05", "82 %"],
        ),
        (
            formats_of("de-DE"),
            ["05.03.2025"] * 3 + ["01.03.2025 – 05.03.2025", "82 %"],
        ),
        (formats_of("tr-TR"), ["5.03.2025"] * 3 + ["1.03.2025 – 5.03.2025", "%82"]),
    ],
)
def test_days_spans_and_shares(formats: Formats, said: list[str]) -> None:
    told = [
        formats.long_date(DAY),
        formats.short_date(DAY, year=False),
        formats.short_date(DAY, year=True),
        formats.span(date(2025, 3, 1), DAY),
        formats.share(0.82),
    ]
    assert list(map(_plain, told)) == said


@pytest.mark.parametrize(
    ("written", "english", "german", "indian"),
    [
        ("12.5", "12.5", "12,5", "12.5"),
        ("1234567.25", "1,234,567.25", "1.234.567,25", "12,34,567.25"),
        ("-1234", "-1,234", "-1.234", "-1,234"),
        ("1e+03", "1e+03", "1e+03", "1e+03"),
        ("–", "–", "–", "–"),
    ],
)
def test_what_is_no_plain_number_stays(
    written: str, english: str, german: str, indian: str
) -> None:
    told = [formats_of(name).number(written) for name in ("English", "de-DE", "en-IN")]
    assert told == [english, german, indian]


def test_money_keeps_its_sign_in_front() -> None:
    german = formats_of("de-DE")
    assert german.money(Decimal("8500.50"), "EUR", estimated=True) == "~€8.500,5"
    assert _plain(german.money(Decimal(8500), "CHF")) == "CHF 8.500"


@pytest.mark.parametrize(("name", "day"), [("de-DE", "15.03.2025"), ("ISO", "2025-03-15")])
def test_a_report_is_written_so_in_every_format(name: str, day: str) -> None:
    incident = practice_example()
    plainly = postmortem_report(incident, context(incident))
    report = postmortem_report(incident, context(incident, formats=formats_of(name)))
    for made in (report_as_html(report, lambda _name: None), report_as_markdown(report)):
        assert day in made.replace("\\", "")
        assert "15\u00a0March" not in made
        assert "12,000" not in made
    # The words and their order are the same.
    assert _words(report_as_json(report)) == _words(report_as_json(plainly))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]{4,}", text) if word not in ("march", "arch")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("English", "5 Mar"),
        ("en-US", "Mar 5"),
        ("de-DE", "05.03."),
        ("ISO", "03-05"),
        ("fr-FR", "05/03"),
        ("hu-HU", "03. 05."),
        ("zh-CN", "3/5"),
    ],
)
def test_an_axis_needs_no_year(name: str, said: str) -> None:
    assert _plain(formats_of(name).day_and_month(DAY)) == said


def test_percents_of_our_own_sentences_are_written_so() -> None:
    sentence = "At least 80 % of 14 items (82%, none due)."
    assert ENGLISH.percents_in(sentence) == "At least 80% of 14 items (82%, none due)."
    assert _plain(formats_of("fr-FR").percents_in(sentence)) == sentence.replace("82%", "82 %")
    assert formats_of("tr-TR").percents_in(sentence) == "At least %80 of 14 items (%82, none due)."
