"""The trend report from Insights: previewed, with the author's words, written or stopped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.dialogs.fields import exact_text
from desktop.pages.insights.page import InsightsPage
from desktop.trend_files import trend_words
from models.figures.periods import Period
from models.figures.selection import Selection
from models.incident import Incident
from models.operations.incidents import save_incident
from models.vocabulary import Severity
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.pages.insights.report_flow import TrendReportFlow
    from models.library import Library

    Show = Callable[[type[InsightsPage]], InsightsPage]

FEBRUARY = Period.month(2025, 2)


@pytest.fixture
def history(library: Library) -> Library:
    """Two months with incidents of one category."""
    for number, day in enumerate(("2025-01-10", "2025-02-03", "2025-02-20")):
        start = datetime.fromisoformat(f"{day} 10:00").replace(tzinfo=UTC)
        one = Incident(
            key=f"INC-{number}",
            title="Outage",
            severity=Severity.SEV_2,
            started_at=start,
            resolved_at=start + timedelta(minutes=30),
            services=("payments",),
            category="Database / Missing index",
        )
        save_incident(library, one)
    return library


@pytest.fixture
def page(history: Library, show: Show) -> InsightsPage:
    return show(InsightsPage)


def begun(page: InsightsPage) -> TrendReportFlow:
    flow = page.export_report()
    assert flow is not None
    return flow


def shown_words(flow: TrendReportFlow) -> str:
    return flow.sheet.pages.accessibleDescription()


def test_the_sheet_shows_the_pages_and_what_is_recommended(page: InsightsPage) -> None:
    flow = begun(page)
    sheet = flow.sheet
    assert sheet.windowTitle() == "Incident trends, February 2025"
    assert sheet.pages.count >= 1
    assert "February 2025 had 2 incidents against 1 in January 2025" in shown_words(flow)
    assert sheet._preview._note.text().endswith(("page", "pages"))
    assert sheet.advice.findChildren(type(sheet._preview._note))
    assert not sheet.grab().isNull()
    assert nameless(sheet) == []


def test_the_words_stand_in_the_preview_in_the_file_and_are_offered_again(
    page: InsightsPage, history: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    flow = begun(page)
    flow.sheet.words.setFocus()
    flow.sheet.words.insert("We **froze** releases.")
    qtbot.waitUntil(lambda: "froze" in shown_words(flow))
    target = tmp_path / "trend.md"
    flow.write(target)
    assert "We **froze** releases." in target.read_text(encoding="utf-8")
    assert trend_words(history, FEBRUARY) == "We **froze** releases."
    assert flow.sheet.written.words == "trend.md written."
    assert not flow.sheet.written.isHidden()
    flow.sheet.reject()
    assert begun(page).sheet.words.text() == "We **froze** releases."
    page.view.chooser.step(-1)
    assert begun(page).sheet.words.text() == ""


def test_words_that_were_not_exported_are_kept_too(page: InsightsPage, history: Library) -> None:
    flow = begun(page)
    flow.sheet.words.insert("Not finished yet.")
    flow.sheet.reject()
    assert trend_words(history, FEBRUARY) == "Not finished yet."


def test_too_many_words_are_refused_in_the_sheet(page: InsightsPage, tmp_path: Path) -> None:
    flow = begun(page)
    flow.sheet.words.fill("x" * 20_001)
    flow.write(tmp_path / "x.pdf")
    assert "20,001 characters" in flow.sheet.banner.text
    assert not list(tmp_path.glob("x.*"))


@pytest.mark.parametrize("suffix", ["pdf", "html", "md", "json"])
def test_every_format_is_previewed_and_written(
    page: InsightsPage, tmp_path: Path, suffix: str
) -> None:
    flow = begun(page)
    sheet = flow.sheet
    sheet.form.set_value(suffix)
    sheet._on_form()
    assert sheet._ways.currentIndex() == (1 if suffix in ("md", "json") else 0)
    target = tmp_path / f"trend.{suffix}"
    flow.write(target)
    if suffix in ("md", "json"):
        assert exact_text(sheet.text).strip() == target.read_text(encoding="utf-8").strip()
    assert sheet._paper_row.isEnabled() == (suffix == "pdf")
    assert target.stat().st_size > 500


def test_another_paper_is_shown_and_printed(page: InsightsPage, tmp_path: Path) -> None:
    from pypdf import PdfReader

    flow = begun(page)
    flow.sheet.paper.set_value("US Letter")
    flow.sheet._on_form()
    assert flow.sheet.pages._pages[0].width == 612
    flow.write(tmp_path / "x.pdf")
    pages = PdfReader(tmp_path / "x.pdf").pages
    assert float(pages[0].mediabox[2]) == 612
    assert f"x.pdf written, {len(pages)} page" in flow.sheet.written.words


def test_the_file_dialog_offers_the_chosen_format(page: InsightsPage) -> None:
    flow = begun(page)
    flow.sheet.form.set_value("html")
    flow.sheet._on_form()
    assert flow.sheet.confirm_button.text() == "Export HTML…"
    flow.sheet.confirm_button.click()
    dialog = flow.sheet.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("incident-trends-february-2025.html")
    assert dialog.selectedNameFilter().startswith("HTML")
    dialog.reject()


def test_while_it_writes_the_sheet_offers_to_stop(page: InsightsPage) -> None:
    flow = begun(page)
    flow.sheet.show_progress(0, 2)
    assert flow.sheet.cancel_button.text() == "Stop"
    assert not flow.sheet.confirm_button.isEnabled()
    flow.sheet.reject()
    assert flow.sheet.isVisible()
    flow.sheet.show_progress(0, 0)
    assert flow.sheet.cancel_button.text() == "Close"


def test_a_folder_that_is_not_there_is_said(page: InsightsPage, tmp_path: Path) -> None:
    flow = begun(page)
    flow.write(tmp_path / "absent" / "x.pdf")
    assert flow.sheet.banner.text
    assert flow.sheet.written.isHidden()


def test_what_is_filtered_is_exported_filtered(page: InsightsPage, tmp_path: Path) -> None:
    selection = Selection(service="payments", severities=frozenset({Severity.SEV_2}))
    page._on_filters_chosen(selection, 12)
    flow = begun(page)
    assert "Only service payments with its parts, SEV-2." in flow.sheet._text.text()
    flow.write(tmp_path / "x.md")
    told = (tmp_path / "x.md").read_text(encoding="utf-8")
    assert "within 12 months" in told.replace("\u00a0", " ")


def test_the_report_of_a_quarter_comes_from_here_too(page: InsightsPage) -> None:
    page._on_period_chosen(Period.quarter(2025, 1))
    flow = begun(page)
    assert flow.sheet.windowTitle() == "Incident trends, Q1 2025"
    assert "Q1 2025 is not over yet." in flow.sheet._text.text()


def test_who_exported_is_reminded_no_more(
    page: InsightsPage, history: Library, tmp_path: Path
) -> None:
    begun(page).write(tmp_path / "x.md")
    assert history.settings.get("trend_seen") == "2025-02"


def test_it_opens_by_keyboard_and_not_for_an_empty_library(
    page: InsightsPage, qtbot: QtBot
) -> None:
    from desktop.pages.insights.report_sheet import ReportSheet

    page.activateWindow()
    page.view.table.setFocus()
    QTest.keyClick(page.view.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.findChild(ReportSheet) is not None)


def test_an_empty_library_has_no_report(library: Library, show: Show) -> None:
    page = show(InsightsPage)
    assert page.export_report() is None
    assert not page.view.export.isVisible()
