"""The policy editor of Settings on a real library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.pages.settings.policy_editor import PolicyEditor
from desktop.pages.settings.policy_words import effect_words
from desktop.pages.settings.you import YourHandle
from models.operations.policies import save_policy
from models.policy_rules import Policy
from models.policy_writing import PolicyEffect
from models.vocabulary import Severity
from resources import files

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library

SHIPPED = files.text("policy/default.toml")


@pytest.fixture
def editor(
    story: Library, session: LibrarySession, themes: ThemeSource, qtbot: QtBot
) -> PolicyEditor:
    """The editor, read and shown."""
    session.open()
    made = PolicyEditor(session, themes)
    qtbot.addWidget(made)
    made.resize(720, 700)
    made.show()
    made.reload()
    return made


def test_the_shipped_rules_are_shown(editor: PolicyEditor) -> None:
    form = editor.form
    assert form.always["SEV-1"].isChecked()
    assert not form.always["SEV-2"].isChecked()
    assert form.minutes.text() == "15"
    assert (form.hours.text(), form.days.text()) == ("48", "5")
    assert not form.week["5"].isChecked()
    assert editor.text.toPlainText() == SHIPPED
    assert not editor.is_edited
    assert not editor.save.isVisible()


def test_a_rule_changed_in_the_form_is_saved_as_a_version(
    editor: PolicyEditor, story: Library, session: LibrarySession, qtbot: QtBot
) -> None:
    session.set_handle("@cto")
    editor.form.always["SEV-2"].click()
    editor.form.holidays.setPlainText("2025-12-25; 26 Dec 2025")
    qtbot.waitUntil(editor.said.isVisible)
    editor.note.setText("Every SEV-2 too")
    editor.save.click()
    (version,) = story.policies.versions()
    assert (version.number, version.note, version.made_by) == (1, "Every SEV-2 too", "@cto")
    policy = Policy.from_toml(version.toml)
    assert policy.rules[0].severities == {Severity.SEV_1, Severity.SEV_2}  # type: ignore[attr-defined]
    assert len(policy.calendar.holidays) == 2
    assert not editor.is_edited


def test_the_text_is_edited_with_its_errors_by_line(
    editor: PolicyEditor, story: Library, qtbot: QtBot
) -> None:
    editor.tabs._buttons["toml"].click()
    assert editor.text.isVisible()
    editor.text.setPlainText(SHIPPED.replace("meeting_hours = 48", "meeting_hours = 0"))
    qtbot.waitUntil(lambda: not editor.save.isEnabled())
    editor.save.click()
    assert story.policies.versions() == []
    editor.tabs._buttons["rules"].click()
    assert not editor.form.isVisible()
    assert "line" in editor.form_note.text()
    editor.discard.click()
    assert editor.text.toPlainText() == SHIPPED
    assert editor.form.isVisible()


def test_what_cannot_be_read_in_the_form_is_said_there(editor: PolicyEditor) -> None:
    editor.form.hours.setText("two days")
    editor.form.hours.textEdited.emit("two days")
    assert "whole number" in editor.form._wrong.text()
    editor.form.hours.setText("24")
    editor.form.hours.textEdited.emit("24")
    assert not editor.form._wrong.isVisible()
    editor.form.holidays.setPlainText("Christmas")
    assert editor.form._field.message


def test_rules_that_do_not_fit_the_form_are_edited_as_text(
    editor: PolicyEditor, story: Library
) -> None:
    more = SHIPPED + '\n[[rules]]\nname = "again"\nkind = "severity"\nseverities = ["SEV-2"]\n'
    save_policy(story, more)
    editor.reload()
    assert not editor.form.isVisible()
    assert "cannot show" in editor.form_note.text()


def test_an_older_version_becomes_the_draft(editor: PolicyEditor, story: Library) -> None:
    save_policy(story, SHIPPED, note="first")
    second = SHIPPED.replace("meeting_hours = 48", "meeting_hours = 24")
    save_policy(story, second, note="second")
    editor.reload()
    assert editor.form.hours.text() == "24"
    first = story.policies.versions()[1]
    editor.versions.taken.emit(first)
    assert editor.text.isVisible()
    assert editor.is_edited
    assert editor.note.text() == "Version 1 again"
    editor.save.click()
    newest = story.policies.versions()[0]
    assert (newest.number, newest.toml) == (3, SHIPPED)


def test_a_draft_that_was_begun_survives_what_others_save(
    editor: PolicyEditor, story: Library
) -> None:
    editor.form.always["SEV-3"].click()
    mine = editor.text.toPlainText()
    save_policy(story, SHIPPED.replace("= 48", "= 12"), note="by somebody else")
    editor.reload()
    assert editor.text.toPlainText() == mine


def test_the_effect_is_said_in_a_sentence() -> None:
    effect = PolicyEffect(
        newly=("INC-1", "INC-2", "INC-3", "INC-4"), no_longer=(), unknown=0, incidents=9
    )
    assert effect_words(effect) == (
        "With this policy 4 more incidents would require a postmortem "
        "(INC-1, INC-2, INC-3, 1 more). Published postmortems keep the one they had."
    )
    fewer = replace(effect, newly=(), no_longer=("INC-9",), unknown=2)
    assert "1 incident would not require one any more (INC-9)" in effect_words(fewer)
    assert "2 incidents cannot be judged" in effect_words(fewer)
    same = replace(effect, newly=())
    assert "nothing would change for the library’s 9 incidents" in effect_words(same)
    assert "no incidents to judge" in effect_words(replace(same, incidents=0))


def test_who_works_here_is_set(session: LibrarySession, themes: ThemeSource, qtbot: QtBot) -> None:
    you = YourHandle(session, themes)
    qtbot.addWidget(you)
    with qtbot.waitSignal(session.handle_changed) as told:
        you.edit.setText(" platform-lead ")
        you.edit.editingFinished.emit()
    assert told.args == ["@platform-lead"]
    assert you.edit.text() == "@platform-lead"
    you.edit.setText("@")
    you.edit.editingFinished.emit()
    assert session.handle == ""
