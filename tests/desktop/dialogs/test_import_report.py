"""The report of an import, made by importing real files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.import_report import ImportReportDialog, confidence_words, summary
from models.reading.batch import import_paths
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.theme import ThemeSource
    from models.library import Library
    from models.reading.import_report import ImportReport

WRITTEN = """# Postmortem: Login storm

**Incident ID:** INC-2025-007
**Date:** 2025-01-08
**Severity:** SEV-3

## Summary

Tokens expired all at once.
"""


@pytest.fixture
def report(library: Library, tmp_path: Path, as_of: datetime) -> ImportReport:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "storm.md").write_text(WRITTEN, encoding="utf-8")
    (folder / "readme.md").write_text("# About this folder\n\nNothing here.\n", encoding="utf-8")
    return import_paths(library, [folder], as_of=as_of)


@pytest.fixture
def dialog(report: ImportReport, themes: ThemeSource, host: QWidget) -> ImportReportDialog:
    made = ImportReportDialog(report, themes, host)
    made.show()
    return made


def test_the_totals_are_one_line(report: ImportReport) -> None:
    assert summary(report) == "1 incident imported, 1 file skipped"


def test_what_needs_a_look_comes_first(dialog: ImportReportDialog) -> None:
    assert [one.outcome for one in dialog.files.rows] == ["skipped", "imported"]
    assert dialog._remarks.text()
    assert not dialog.fields_table.isVisible()


def test_fields_are_shown_with_line_and_certainty(dialog: ImportReportDialog) -> None:
    dialog.files_table.setCurrentIndex(dialog.files.index(1, 0))
    shown = {one.name: (one.value, one.line) for one in dialog.fields.rows}
    assert shown["severity"] == ("SEV-3", 5)
    assert dialog.fields_table.isVisible()


def test_enter_opens_the_incident_that_a_file_made(dialog: ImportReportDialog) -> None:
    opened: list[str] = []
    dialog.key_chosen.connect(opened.append)
    dialog.files_table.setCurrentIndex(dialog.files.index(1, 0))
    QTest.keyClick(dialog.files_table, Qt.Key.Key_Return)
    assert opened == ["INC-2025-007"]


def test_every_control_has_a_name(dialog: ImportReportDialog) -> None:
    assert nameless(dialog) == []


@pytest.mark.parametrize(
    ("share", "words"), [(1.0, "certain"), (0.8, "likely"), (0.5, "look at it")]
)
def test_certainty_in_words(share: float, words: str) -> None:
    assert confidence_words(share) == words
