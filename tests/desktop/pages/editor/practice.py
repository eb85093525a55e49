"""The practice's example, "Payment Service Outage", as a person would type it, key by key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

_MISSION = Path(__file__).resolve().parents[5] / "shared" / "mission"
_PRACTICE = _MISSION / "blameless-postmortems-best-practice.txt"

_KEYS = {
    "Tab": Qt.Key.Key_Tab,
    "Enter": Qt.Key.Key_Return,
    "Space": Qt.Key.Key_Space,
    "Delete": Qt.Key.Key_Delete,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Escape": Qt.Key.Key_Escape,
    "A": Qt.Key.Key_A,
    "S": Qt.Key.Key_S,
    "End": Qt.Key.Key_End,
}
_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


def practice_example() -> str:
    """The example as the practice prints it."""
    if not _PRACTICE.is_file():
        pytest.skip(f"the practice's text is not at {_PRACTICE}")
    text = _PRACTICE.read_text(encoding="utf-8")
    start = text.index("# Postmortem: Payment Service Outage")
    return text[start : text.index("Step 3: Action Item Tracking")].rstrip() + "\n"


def sections(document: str) -> dict[str, str]:
    """The text below each heading of a document, by heading."""
    found = {}
    for part in document.split("\n## ")[1:]:
        heading, _, text = part.partition("\n")
        found[heading.strip()] = text.strip().removesuffix("---").strip()
    return found


class Keyboard:
    """Types wherever the keyboard is; it knows no widget and no mouse."""

    def type(self, text: str) -> None:
        """Type characters; a line end is Enter."""
        for line, following in _with_next(text.split("\n")):
            for letter in line:
                _type_letter(letter)
            if following:
                self.press("Enter")

    def press(self, *names: str) -> None:
        """Press keys such as ``Tab`` or ``Alt+Down``, one after the other."""
        for name in names:
            *held, key = name.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifiers |= _MODIFIERS[one]
            QTest.keyClick(_focused(), _KEYS[key], modifiers)

    def over(self, text: str) -> None:
        """Put a text in the place of whatever stands in the field."""
        self.press("Ctrl+A", "Delete")
        self.type(text)


def type_example(keyboard: Keyboard) -> None:
    """Type the whole example, from the title that the editor begins with."""
    example = sections(practice_example())
    _details(keyboard)
    keyboard.press("Alt+Down")  # the summary, which the example does not have
    keyboard.over("")
    keyboard.press("Alt+Down")
    _impact(keyboard, example["Impact"])
    keyboard.press("Alt+Down")
    _timeline(keyboard, example["Timeline"])
    keyboard.press("Alt+Down")
    keyboard.over(_typed(example["Root Cause"]))
    keyboard.press("Alt+Down")
    _factors(keyboard, example["Contributing Factors"])
    keyboard.press("Alt+Down")
    _defences(keyboard, example["What Worked Well"])
    keyboard.press("Alt+Down", "Alt+Down")  # past where we got lucky
    keyboard.over("")  # lessons learned, which the example does not have
    keyboard.press("Alt+Down")
    _actions(keyboard, example["Action Items"])
    keyboard.press("Alt+Down")
    keyboard.over(_typed(example["Notes on Blameless Culture"]))
    keyboard.press("Ctrl+S")


def _type_letter(letter: str) -> None:
    if letter.isascii():
        QTest.keyClicks(_focused(), letter)
        return
    # QTest knows no key for it; a person's keyboard layout does.
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(_focused(), event)


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "the keyboard is nowhere"
    return widget


def _with_next(lines: list[str]) -> Iterator[tuple[str, bool]]:
    for place, line in enumerate(lines):
        yield line, place < len(lines) - 1


def _typed(markdown: str) -> str:
    """A text as it is typed: the editor begins the next item of a list by itself."""
    lines = markdown.split("\n")
    typed = []
    for place, line in enumerate(lines):
        follows_item = place > 0 and lines[place - 1].startswith("- ")
        if follows_item and line.startswith("- "):
            typed.append(line.removeprefix("- "))
        elif follows_item:
            assert not line, "the example has a blank line after each list"
            typed.append("\n")  # Enter in an empty item ends the list, another one parts them
        else:
            typed.append(line)
    return "\n".join(typed)


def _details(keyboard: Keyboard) -> None:
    keyboard.press("Tab", "Space", "Tab", "Tab", "Tab")  # details, severity, category, key
    keyboard.over("INC-2025-034")
    keyboard.press("Tab", "Tab", "Tab")  # services, tags, authors
    keyboard.type("payment-engineer-lead\n")
    keyboard.press("Tab")
    keyboard.type("@platform-lead\n@cto\n")


def _impact(keyboard: Keyboard, prose: str) -> None:
    values = ("15 Mar 14:23", "15:10", "", "~12,000", "~340", "~8,500 EUR", "V", "2.3")
    for value in values:
        keyboard.type(value)
        keyboard.press("Tab")
    keyboard.press("Space", "Tab")  # more: detected, acknowledged, mitigated
    keyboard.type("14:25")
    # Acknowledged, mitigated, rolled back, data, security, objective.
    keyboard.press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab")
    keyboard.type("Availability")
    keyboard.press("Tab", "Tab")  # currency, then the text of the section
    keyboard.over(_typed(prose))


def _timeline(keyboard: Keyboard, table: str) -> None:
    keyboard.press("Enter")
    for time, event in _rows(table):
        keyboard.type(time)
        keyboard.press("Tab", "Tab")  # past the kind, which follows from the words
        keyboard.type(event)
        keyboard.press("Enter")
    keyboard.press("Escape")


def _factors(keyboard: Keyboard, listed: str) -> None:
    keyboard.press("Enter")
    for item in listed.split("\n**", maxsplit=1)[0].split("\n"):
        if item[:1].isdigit():
            title, _, text = item.split("**", 1)[1].partition(":** ")
            if title.startswith("No performance"):
                keyboard.type(title)
            else:
                keyboard.press("Enter")
                keyboard.type(title)
            keyboard.press("Tab")
            keyboard.type(text)
        else:
            keyboard.press("Shift+Enter")
            keyboard.type(item.strip())
    keyboard.press("Enter", "Escape")


def _defences(keyboard: Keyboard, listed: str) -> None:
    keyboard.press("Enter")
    for item in listed.split("\n"):
        keyboard.type(item.removeprefix("- "))
        keyboard.press("Enter")
    keyboard.press("Escape")


def _actions(keyboard: Keyboard, table: str) -> None:
    keyboard.press("Enter")
    for _number, title, owner, due, tracker in _rows(table):
        keyboard.type(title)
        keyboard.press("Tab")
        keyboard.type(owner)
        keyboard.press("Tab")
        keyboard.type(due)
        keyboard.press("Tab", "Tab", "Tab")  # kind and strength are suggested
        keyboard.type(tracker)
        keyboard.press("Enter")
    keyboard.press("Escape")


def _rows(table: str) -> list[list[str]]:
    lines = [line for line in table.split("\n") if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
