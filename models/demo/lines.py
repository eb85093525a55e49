"""The lines in which `resources/demo` tells timelines, factors, defences and action items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.demo.company import handle
from models.demo.identity import story_id
from models.demo.story_time import StoryTime, read_instant
from models.incident import ActionItem, ContributingFactor, Defence, TimelineEvent
from models.vocabulary import ActionKind, ActionStatus, DefenceOutcome, EventKind, Strength

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

_EVENT = re.compile(r"((?:\d{4}-\d{2}-\d{2} )?\d{2}:\d{2}) (\S+) (.+)")
_TAG = re.compile(r"#(\S+) ")
_MOVES = re.compile(r"first (\d{4}-\d{2}-\d{2}), (\d+) slips?")
_NONE = "-"


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads the lines of one incident.

    Attributes:
        key: the story's key, unmoved: names the ids.
        started: unmoved start; bare clock times follow it.
        time: moves dates and keys.
    """

    key: str
    started: datetime
    time: StoryTime

    def timeline(self, block: str) -> Iterator[TimelineEvent]:
        """One event per line: ``HH:MM kind text``."""
        last = self.started.replace(hour=0, minute=0)
        for number, line in enumerate(lines_of(block)):
            found = _EVENT.fullmatch(line)
            if found is None:
                msg = f"{self.key}: not a timeline event: {line!r}"
                raise ValueError(msg)
            last = read_instant(found.group(1), last)
            yield TimelineEvent(
                at=last + self.time.shift,
                kind=EventKind(found.group(2)),
                text=self.time.text(found.group(3)),
                id=self.id(f"timeline/{number}"),
            )

    def factors(self, block: str) -> Iterator[ContributingFactor]:
        """One contributing factor per line: ``title | why it was so``."""
        for number, line in enumerate(lines_of(block)):
            title, _, text = line.partition(" | ")
            yield ContributingFactor(
                title=self.time.text(title),
                text=self.time.text(text),
                id=self.id(f"factor/{number}"),
            )

    def defences(self, outcome: DefenceOutcome, block: str) -> Iterator[Defence]:
        """One defence per line, its tags first: ``#alert The alert fired``."""
        for number, line in enumerate(lines_of(block)):
            text, tags = line, []
            while found := _TAG.match(text):
                tags.append(found.group(1))
                text = text[found.end() :]
            yield Defence(
                outcome=outcome,
                text=self.time.text(text),
                tags=tuple(tags),
                id=self.id(f"{outcome.value}/{number}"),
            )

    def actions(self, block: str, created: datetime | None) -> Iterator[ActionItem]:
        """One action item per line; the columns are described in ``resources/demo/README.md``.

        Args:
            block: the lines.
            created: when the items were recorded, already moved.
        """
        for number, line in enumerate(lines_of(block), start=1):
            cells = [cell.strip() for cell in line.split(" | ")]
            if len(cells) not in (7, 8):
                msg = f"{self.key}: an action item needs seven columns: {line!r}"
                raise ValueError(msg)
            register, title, owner, due, nature, tracker, status = cells[:7]
            kind, strength = nature.split(" ")
            due_on = None if due == _NONE else self.time.day(due)
            first, slips = due_on, 0
            if len(cells) == 8:
                moves = _MOVES.fullmatch(cells[7])
                if moves is None:
                    msg = f"{self.key}: not a first due date: {cells[7]!r}"
                    raise ValueError(msg)
                first, slips = self.time.day(moves.group(1)), int(moves.group(2))
            state, completed, reason = _status(status)
            yield ActionItem(
                number=number,
                title=self.time.text(title),
                owner=None if owner == _NONE else handle(owner),
                due_on=due_on,
                original_due_on=first,
                slips=slips,
                status=state,
                status_reason=self.time.text(reason),
                completed_on=self.time.day(completed) if completed else None,
                kind=ActionKind(kind),
                strength=Strength(strength),
                tracker_key=None if tracker == _NONE else tracker,
                created_at=created,
                register_number=0 if register == _NONE else int(register),
                id=self.id(f"action/{number}"),
            )

    def id(self, part: str) -> UUID:
        """The id of one part of the incident."""
        return story_id(self.started + self.time.shift, f"{self.key}/{part}")


def lines_of(block: str) -> list[str]:
    """The lines that say something."""
    return [line for line in block.splitlines() if line.strip()]


def unwrapped(block: str) -> str:
    """Paragraphs on one line each, as they are typed in the editor."""
    paragraphs = re.split(r"\n\s*\n", block.strip())
    return "\n\n".join(" ".join(one.split()) for one in paragraphs)


_SHOWN = "Released, and seen to work in production."


def _status(text: str) -> tuple[ActionStatus, str, str]:
    """Status, date of completion as written, and reason."""
    if text.startswith("done "):
        return ActionStatus.DONE, text.removeprefix("done "), _SHOWN
    if text.startswith("won't do, "):
        reason = text.removeprefix("won't do, ")
        return ActionStatus.WONT_DO, "", reason[0].upper() + reason[1:] + "."
    return ActionStatus(text), "", ""
