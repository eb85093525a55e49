"""What a toast offered to take back can be taken back once, later too."""

from __future__ import annotations

from desktop.notices import Notice
from desktop.shell.last_undo import LastUndo


def test_the_newest_way_back_is_taken_once() -> None:
    told: list[str] = []
    undo = LastUndo()
    undo.watch(Notice("a", action_label="Undo", action=lambda: told.append("a")))
    undo.watch(Notice("b", action_label="Undo", action=lambda: told.append("b")))
    undo.watch(Notice("c", action_label="Open", action=lambda: told.append("c")))
    assert undo.undo()
    assert told == ["b"]
    assert not undo.undo()


def test_what_the_toast_took_back_is_not_taken_back_again() -> None:
    told: list[str] = []
    undo = LastUndo()
    shown = undo.watch(Notice("a", action_label="Undo", action=lambda: told.append("a")))
    assert shown.action is not None
    shown.action()
    assert told == ["a"]
    assert not undo.undo()


def test_nothing_of_another_library_is_taken_back() -> None:
    undo = LastUndo()
    undo.watch(Notice("a", action_label="Undo", action=lambda: None))
    undo.forget()
    assert not undo.undo()
