"""Tables from spreadsheets, from Jira and from incident tools."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from models.errors import BadInputError, NotFoundError
from models.incident import ActionItem
from models.operations.incidents import save_incident
from models.reading.csv_cells import (
    read_action_status,
    read_day,
    read_flag,
    read_instant,
    read_number,
)
from models.reading.csv_columns import CsvContent, guess_content
from models.reading.csv_import import import_csv, plan_csv, with_columns
from models.reading.csv_table import read_table
from models.reading.zones import load_zone, utc
from models.vocabulary import ActionStatus, PostmortemStatus, Severity
from tests.models.examples import incident

if TYPE_CHECKING:
    from pathlib import Path

    from models.library import Library
    from models.reading.import_report import FileReport

SHEET = """\
Incident;Action;Owner;Due date;Status
INC-1;Add an index;@ada;18.03.2025;In Progress
INC-1;=HYPERLINK("http://evil");@bob;;Done
inc-2;Alert earlier;;25.03.2025;To Do
INC-404;Lost;;;
;Nowhere;;;
INC-1;;@ada;;
INC-1;Odd day;@ada;soon;Limbo
"""
JIRA = """\
Summary,Issue key,Issue id,Assignee,Status,Due date,Resolved,Labels,Labels,Description
Add an index,PAY-7,1,Ada Lovelace,In Progress,18/Mar/25 12:00 AM,,POSTMORTEM-FINAL,INC-1,
Enable insights,PAY-8,2,,Done,,19/Mar/25 2:23 PM,POSTMORTEM-FINAL,,"See INC-2, ""soon"",
over two lines"
"""
TOOL = """\
number,name,severity,impact_started_at,resolved_at,services,summary,Users affected,SLO violated
INC-7,Checkout down,Sev1,2025-03-15 14:23,2025-03-15T15:50+01:00,"pay/api, pay/db",Ok,"~12,000",yes
,No key,,03/16/2025 9:05 AM,,,,,
INC-9,Odd,whatever,yesterday,,,,,
"""


@pytest.fixture
def incidents(library: Library) -> Library:
    """Two incidents without action items."""
    for key in ("INC-1", "INC-2"):
        save_incident(library, incident(key))
    return library


def taken(library: Library, path: Path, content: str | bytes, **options: str | bool) -> FileReport:
    """Import a file as it is guessed."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    plan = plan_csv(library, path)
    as_of = datetime(2025, 3, 19, tzinfo=UTC)
    (report,) = import_csv(library, plan, as_of=as_of, **options).files  # type: ignore[arg-type]
    return report


def items(library: Library, key: str) -> dict[str, ActionItem]:
    return {one.title: one for one in library.incidents.by_key(key).action_items}


def test_a_spreadsheet_of_action_items_joins_its_incidents(
    incidents: Library, tmp_path: Path
) -> None:
    report = taken(incidents, tmp_path / "sheet.csv", SHEET)
    assert report.outcome == "imported"
    assert report.keys == ("INC-1", "INC-2")
    found = items(incidents, "INC-1")
    assert list(found) == ["Add an index", '=HYPERLINK("http://evil")', "Odd day"]
    first = found["Add an index"]
    assert (first.owner, first.due_on, first.status) == (
        "@ada",
        date(2025, 3, 18),
        ActionStatus.IN_PROGRESS,
    )
    assert first.created_at is None
    told = "\n".join(report.warnings)
    assert "4 action items added, 0 were there already" in told
    for words in (
        "Line 5: INC-404 is not in the library; “Lost” was left out",
        "Line 6: it names no incident; “Nowhere” was left out",
        "Line 7: it has no title",
        "Line 8: “soon” is no date (Due date)",
        "Line 8: “Limbo” is no state",
    ):
        assert words in told


def test_the_same_file_again_changes_nothing(incidents: Library, tmp_path: Path) -> None:
    taken(incidents, tmp_path / "sheet.csv", SHEET)
    before = [incidents.incidents.by_key(key) for key in ("INC-1", "INC-2")]
    report = taken(incidents, tmp_path / "sheet.csv", SHEET)
    assert report.outcome == "unchanged"
    assert [incidents.incidents.by_key(key) for key in ("INC-1", "INC-2")] == before
    grown = taken(incidents, tmp_path / "sheet.csv", SHEET + "INC-2;One more;;;\n")
    assert "1 action item added" in grown.warnings[0]


def test_jiras_own_export_finds_incidents_in_whatever_cell(
    incidents: Library, tmp_path: Path
) -> None:
    report = taken(incidents, tmp_path / "jira.csv", JIRA)
    assert report.keys == ("INC-1", "INC-2")
    first, second = items(incidents, "INC-1"), items(incidents, "INC-2")
    assert first["Add an index"].tracker_key == "PAY-7"
    assert first["Add an index"].due_on == date(2025, 3, 18)
    done = second["Enable insights"]
    assert (done.status, done.completed_on) == (ActionStatus.DONE, date(2025, 3, 19))
    orphaned = JIRA.replace("INC-1", "").replace("INC-2", "")
    assert taken(incidents, tmp_path / "other.csv", orphaned).outcome == "unchanged"


def test_an_incident_can_be_named_for_rows_that_name_none(
    incidents: Library, tmp_path: Path
) -> None:
    sheet = "Task,Owner,Due\nWrite it down,@ada,2025-03-20\n"
    assert taken(incidents, tmp_path / "a.csv", sheet).outcome == "failed"
    assert taken(incidents, tmp_path / "a.csv", sheet, incident="INC-2").outcome == "imported"
    assert list(items(incidents, "INC-2")) == ["Write it down"]
    with pytest.raises(NotFoundError):
        taken(incidents, tmp_path / "a.csv", sheet, incident="INC-77")


def test_an_incident_tools_export_becomes_incidents(library: Library, tmp_path: Path) -> None:
    report = taken(library, tmp_path / "tool.csv", TOOL)
    assert report.outcome == "imported"
    found = library.incidents.by_key("INC-7")
    assert (found.title, found.severity) == ("Checkout down", Severity.SEV_1)
    assert found.started_at == datetime(2025, 3, 15, 14, 23, tzinfo=UTC)
    assert found.resolved_at == datetime(2025, 3, 15, 14, 50, tzinfo=UTC)
    assert found.services == ("pay/api", "pay/db")
    assert (found.impact.users_affected, found.impact.slo_violated) == (12_000, True)
    assert found.impact.estimated == {"users_affected"}
    assert found.status is PostmortemStatus.DRAFT
    assert found.attachments[0].name == "tool.csv line 2.csv"
    assert library.incidents.count() == 3
    told = "\n".join(report.warnings)
    assert "Line 4: “whatever” is no severity" in told
    assert "Line 4: “yesterday” is no date and time (impact_started_at)" in told
    again = taken(library, tmp_path / "tool.csv", TOOL)
    assert (again.outcome, library.incidents.count()) == ("unchanged", 3)


def test_an_incident_that_is_there_already_is_left_as_it_is(
    incidents: Library, tmp_path: Path
) -> None:
    table = "Incident ID,Title,Severity\ninc-1,Another,SEV-2\nINC-3,New,SEV-4\nINC-3,Twice,SEV-4\n"
    report = taken(incidents, tmp_path / "tool.csv", table)
    assert report.keys == ("INC-3",)
    assert incidents.incidents.by_key("INC-1").title == "About INC-1"
    assert sum("already; it was left" in one for one in report.warnings) == 2


def test_a_dry_run_writes_nothing(incidents: Library, tmp_path: Path) -> None:
    last = incidents.changes.last()
    for text in (SHEET, TOOL):
        report = taken(incidents, tmp_path / "x.csv", text, dry_run=True)
        assert report.outcome == "imported"
    assert incidents.changes.last() == last


def test_columns_that_a_person_chose_are_remembered(incidents: Library, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Ref,Thing to do,Zuständig\nINC-1,Write,@ada\n", encoding="utf-8")
    plan = plan_csv(incidents, path, CsvContent.ACTIONS)
    assert plan.mapping.column("title") == ""
    with pytest.raises(BadInputError, match="title"):
        import_csv(incidents, plan, as_of=datetime(2025, 3, 19, tzinfo=UTC))
    plan = with_columns(plan, {"title": "Thing to do", "owner": "Zuständig", "incident": "Ref"})
    import_csv(incidents, plan, as_of=datetime(2025, 3, 19, tzinfo=UTC))
    assert items(incidents, "INC-1")["Write"].owner == "@ada"
    again = plan_csv(incidents, path)
    assert again.remembered
    assert again.mapping == plan.mapping
    assert not plan_csv(incidents, path, CsvContent.INCIDENTS).remembered
    for wrong in ({"colour": "Ref"}, {"owner": "Nobody"}):
        with pytest.raises(BadInputError):
            with_columns(plan, wrong)


def test_what_afterword_exports_can_be_read_back(incidents: Library, tmp_path: Path) -> None:
    from exporters.csv_export import write_actions_csv

    saved = incident("INC-3", action_items=(ActionItem(number=1, title="=1+1", owner="@ada"),))
    save_incident(incidents, saved)
    write_actions_csv(incidents.incidents.documents(), tmp_path / "out.csv", byte_order_mark=True)
    assert taken(incidents, tmp_path / "out.csv", (tmp_path / "out.csv").read_bytes()).outcome == (
        "unchanged"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_encodings_of_spreadsheets(encoding: str) -> None:
    table = read_table("Titel;Zuständig\r\nÄnderung;@jörg\r\n".encode(encoding))
    assert table.header == ("Titel", "Zuständig")
    assert table.rows[0].cells == ("Änderung", "@jörg")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_found_out(separator: str) -> None:
    text = f'a{separator}b\n"x, y; z"{separator}2\n\n3{separator}"4\n5"\n'
    table = read_table(text.encode())
    assert (table.separator, table.header) == (separator, ("a", "b"))
    assert [row.line for row in table.rows] == [2, 4]
    assert table.rows[1].cells == ("3", "4\n5")


def test_a_stated_separator_counts() -> None:
    table = read_table(b"sep=|\na|b;c\n1|2;3\n")
    assert table.header == ("a", "b;c")
    assert table.rows[0].line == 3


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"a,b\n", b"\x89PNG\r\n\x1a\n\0\0\0", b"a,b\n1," + b"x" * 200_000]
)
def test_what_is_no_table_is_refused_in_plain_words(data: bytes) -> None:
    with pytest.raises(BadInputError) as told:
        read_table(data)
    assert told.value.message


def test_rows_of_odd_lengths_are_kept() -> None:
    table = read_table(b"a,b\n1\n1,2,3\n")
    assert table.cells(table.rows[0], "b") == []
    assert "line 3" in table.warnings[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-15 14:23", (14, 23)),
        ("2025-03-15T14:23:00Z", (14, 23)),
        ("2025-03-15T14:23:00+01:00", (13, 23)),
        ("2025-03-15 14:23 CET", (13, 23)),
        ("15/Mar/25 2:23 PM", (14, 23)),
        ("03/15/2025 2:23 PM", (14, 23)),
        ("15.03.2025 14:23", (14, 23)),
        ("Mar 15, 2025 14:23:10", (14, 23)),
        ("2025/03/15 14:23", (14, 23)),
        ("1742048580", (14, 23)),
        ("1742048580000", (14, 23)),
        ("15 March 2025", (0, 0)),
    ],
)
def test_instants_in_the_formats_of_many_tools(text: str, expected: tuple[int, int]) -> None:
    found = read_instant(text, utc(), days_first=False)
    assert found is not None
    assert (found.date(), found.hour, found.minute) == (date(2025, 3, 15), *expected)


def test_times_without_a_zone_are_read_in_the_one_given() -> None:
    berlin = load_zone("Europe/Berlin")
    assert berlin is not None
    found = read_instant("2025-03-15 14:23", berlin, days_first=False)
    assert found == datetime(2025, 3, 15, 13, 23, tzinfo=UTC)


def test_days_and_other_cells() -> None:
    assert read_day("04/05/2025", days_first=True) == date(2025, 5, 4)
    assert read_day("04/05/2025", days_first=False) == date(2025, 4, 5)
    assert read_day("=TODAY()", days_first=False) is None
    assert read_number("1.234") == (1234, False)
    assert read_number("about 40") == (40, True)
    assert read_number("many") is None
    assert (read_flag("Yes"), read_flag("0"), read_flag("maybe")) == (True, False, None)
    assert read_action_status("Won’t Do") is ActionStatus.WONT_DO
    assert read_action_status("Cancelled") is ActionStatus.WONT_DO
    assert read_action_status("Closed (Fixed)") is ActionStatus.DONE
    assert read_action_status("Code review") is ActionStatus.IN_PROGRESS
    assert read_action_status("Limbo") is None


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("Task", CsvContent.ACTIONS),
        ("Sub-task", CsvContent.ACTIONS),
        ("[System] Incident", CsvContent.INCIDENTS),
    ],
)
def test_what_jiras_issues_are_their_type_says(kind: str, content: CsvContent) -> None:
    text = f"Summary,Issue key,Issue Type,Priority,Created,Resolved\nx,PAY-1,{kind},High,,\n"
    assert guess_content(read_table(text.encode())) is content
