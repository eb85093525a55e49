"""Action items: tables, checkbox lists, bullets, labelled lines, and lines that say what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.incident import ActionItem
from models.reading.action_table import read_action_rows
from models.reading.dates import find_dates
from models.reading.document import Line, Part
from models.reading.labels import is_placeholder, line_label
from models.reading.markup import Item, plain, split_blocks
from models.reading.people import read_owner
from models.reading.trackers import key_in_link, key_in_text, without_trailing_links
from models.reading.wordlists import first_words, label_word
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from datetime import date

    from models.reading.bearings import Bearings

_CHECKBOX = re.compile(r"^\[([ xX✓✔]?)\]\s*")
_DONE_MARK = re.compile(r"^(?:✅|✔️?|✓|☑️?|:white_check_mark:)\s*")
_OPEN_MARK = re.compile(r"^(?:⬜|☐|🔲|⏳|❌)\s*")
_DONE_AFTER = re.compile(
    r"\s?[(\[](?:completed|complete|done|fixed|merged)[)\]]\s?\.?$", re.IGNORECASE
)
_HANDLE = r"@[A-Za-z][\w./-]{0,60}"
_OWNER_LABEL = re.compile(
    r"[\s,;(\[–—-]{0,6}\*{0,2}\b(?:owners?|assignees?|assigned to|responsible|dri)"
    r"\*{0,2}\s?:\*{0,2}\s{0,3}"
    rf"((?:{_HANDLE}|[\w.' -]{{2,40}}?)(?:\s?(?:,|&|and)\s?{_HANDLE}){{0,5}})\s?"
    r"[)\]]?(?=\s?(?:$|[.;,)\]]|\bdue\b))",
    re.IGNORECASE,
)
_OWNER_BRACKET = re.compile(r"\s?\[([^\[\]()\d][^\[\]()]{0,38})\]\s?\.?$")
_OWNER_HANDLE_END = re.compile(
    rf"\s?[(\[–—-]{{0,2}}\s?(?:owner\s)?({_HANDLE})\s?[)\]]?\s?\.?$", re.IGNORECASE
)
_OWNER_HANDLE_START = re.compile(rf"^\(?({_HANDLE})\)?\s?(?::|[-–—]|\bto\b|\bwill\b)\s?")
_DUE = re.compile(
    r"[\s,;(\[–—-]{0,6}\b(?:due(?: date| on| by)?|deadline|by|eta|target)\b\s?:?\s?(?=[\dA-Z])",
    re.IGNORECASE,
)
_COMPLETED = re.compile(r"\b(?:completed|done|finished)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:planned|in[ -]progress|future|upcoming|next|todo|open)\b", re.IGNORECASE
)
_SAYS_MORE = re.compile(r"\]\(|\((?!completed|done|finished)", re.IGNORECASE)
"""A heading with a link or a remark in brackets, which no action item carries."""
_NEVER = frozenset({"none", "n/a", "no action items", "nothing", "tbd", "none yet"})
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LONGEST = 2_000
"""Characters of one item; what is longer is a text, and stays one beside it."""


@dataclass(slots=True)
class ReadAction:
    """An action item as read."""

    item: ActionItem
    line: int
    confidence: float


@dataclass(slots=True)
class Actions:
    """What a chapter about actions holds; `prose` is the rest of it."""

    items: list[ReadAction] = field(default_factory=list)
    prose: list[Line] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_actions(parts: list[Part], bearings: Bearings, number: int) -> Actions:
    """The action items of a chapter; `number` is the first one's place."""
    reader = _Reader(bearings, number)
    for place, part in enumerate(parts):
        reader.read(part, heading=place > 0)
    return reader.found


def labelled_action(line: Line, bearings: Bearings, number: int) -> ReadAction | None:
    """The action item that a line such as ``**Action item:** …`` is."""
    label = line_label(line.text)
    if label is None or not label[2] or label_word(label[0]) not in ("action item", "action"):
        return None
    return _from_text(label[1], line.number, bearings, number, None)


def orders_in(lines: list[Line], bearings: Bearings, number: int) -> list[ReadAction]:
    """Action items in a text about something else: two lines or more, each saying what to do."""
    found: list[ReadAction] = []
    for block in split_blocks(lines):
        shown = [line for line in block.lines if not line.blank]
        if block.table or block.items or len(shown) < 2 or any(line.code for line in shown):
            continue
        if any(_first_word(line.text) not in first_words("imperatives") for line in shown):
            continue
        for line in shown:
            action = _from_text(line.text.strip(), line.number, bearings, number + len(found), None)
            if action is not None:
                action.confidence = 0.5
                found.append(action)
    return found


class _Reader:
    def __init__(self, bearings: Bearings, number: int) -> None:
        self.found = Actions()
        self._bearings = bearings
        self._number = number
        self._implied: ActionStatus | None = None

    def read(self, part: Part, *, heading: bool) -> None:
        """One heading's lines; ``(Completed)`` in the heading closes what stands under it."""
        planned = _PLANNED.search(part.title) is not None
        done = bool(_COMPLETED.search(part.title))
        self._implied = ActionStatus.OPEN if planned else ActionStatus.DONE if done else None
        before = len(self.found.items)
        prose: list[Line] = []
        for block in split_blocks(part.lines):
            if block.table is not None:
                rows = read_action_rows(block.table, self._bearings, self._number)
                if rows is None:
                    prose.extend(block.lines)
                    continue
                self._add([ReadAction(item, line, 0.95) for item, line in rows.items])
                if rows.unknown:
                    prose.extend(block.lines)
                    names = ", ".join(rows.unknown)
                    self.found.warnings.append(
                        f"The action table has columns with no field ({names});"
                        " it was kept as text too."
                    )
            elif block.items is not None:
                self._items(block.items, prose)
            else:
                self._lines(block.lines, prose)
        shown = any(not line.blank for line in prose) or _SAYS_MORE.search(part.title) is not None
        if heading and (shown or len(self.found.items) == before):
            self.found.prose.append(Line(part.line, part.written))
        self.found.prose.extend(prose)

    def _add(self, actions: list[ReadAction]) -> None:
        self.found.items.extend(actions)
        self._number += len(actions)

    def _items(self, items: list[Item], prose: list[Line]) -> None:
        for item in _without_details(items):
            if not item.text and not item.nested:
                continue
            nested = split_blocks(item.nested)[0].items if item.nested else None
            if nested and _is_group(item):
                prose.append(item.lines[0])
                self._items(nested, prose)
                continue
            found = _from_text(item.text, item.number, self._bearings, self._number, self._implied)
            if found is None:
                prose.extend(item.lines)
                continue
            if found.item.tracker_key is None and item.nested:
                key = key_in_link("\n".join(line.text for line in item.nested))
                found.item = replace(found.item, tracker_key=key)
            self._add([found])
            if len(item.text) > _LONGEST or any(not line.blank for line in item.nested):
                prose.extend(item.lines)

    def _lines(self, lines: list[Line], prose: list[Line]) -> None:
        """Plain lines: action items where at least half of them say what is to be done."""
        labelled = [
            labelled_action(line, self._bearings, self._number) for line in lines if not line.code
        ]
        shown = [line for line in lines if not line.blank]
        if not any(labelled) and _are_orders(shown):
            for line in shown:
                text = line.text.strip()
                found = _from_text(text, line.number, self._bearings, self._number, self._implied)
                if found is not None:
                    found.confidence = 0.5
                    self._add([found])
            return
        for line in lines:
            found = None if line.code else labelled_action(line, self._bearings, self._number)
            if found is not None:
                self._add([found])
            else:
                prose.append(line)


def _is_group(item: Item) -> bool:
    """Whether an entry only names the entries nested in it: ``- Monitoring:``."""
    text = item.text.rstrip("*_ ")
    return (
        text.endswith(":")
        and len(text) <= 60
        and not item.ordered
        and not _CHECKBOX.match(item.text)
    )


def _one_line(text: str) -> str:
    """An entry's text on one line; a first line in bold is its heading."""
    first, _, rest = text.partition("\n")
    titled = re.fullmatch(r"(?:\[.?\]\s*)?(\*\*|__)[^*_]+\1", first.strip()) is not None
    joined = f"{first.strip()}: {rest}" if titled and rest else text
    return " ".join(joined.split())


def _without_details(items: list[Item]) -> list[Item]:
    """Where bullets follow a numbered entry at its own indentation, they are its details."""
    if not items[0].ordered or all(item.ordered for item in items):
        return items
    kept: list[Item] = []
    for item in items:
        if item.ordered:
            kept.append(item)
        else:
            kept[-1].nested.extend(item.lines)
            kept[-1].lines.extend(item.lines)
    return kept


def _are_orders(lines: list[Line]) -> bool:
    if not lines or any(line.code or len(line.text) > 400 for line in lines):
        return False
    orders = sum(1 for line in lines if _first_word(line.text) in first_words("imperatives"))
    return orders * 2 >= len(lines)


def _first_word(text: str) -> str:
    words = plain(text).split(maxsplit=1)
    return words[0].lower().rstrip(":,") if words else ""


def _from_text(
    text: str, line: int, bearings: Bearings, number: int, implied: ActionStatus | None
) -> ReadAction | None:
    text, status = _status(_one_line(text), implied)
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST].rstrip()}…"
    if not text or is_placeholder(text) or text.lower().strip(" .*_") in _NEVER:
        return None
    owner, text = _owner(text)
    due, text = _due(text, bearings)
    tracker = key_in_text(text)
    title = without_trailing_links(text) if tracker else text
    title = _STRONG.sub(r"\2", title).strip().strip("-–—").strip()
    confidence = 0.9
    if status is None:
        finished = _first_word(title) in first_words("finished")
        status = ActionStatus.DONE if finished else ActionStatus.OPEN
        confidence = 0.6 if finished else 0.9
    item = ActionItem(
        number=number,
        title=title,
        owner=owner,
        due_on=due,
        original_due_on=due,
        status=status,
        tracker_key=tracker,
    )
    return ReadAction(item, line, confidence)


def _status(text: str, implied: ActionStatus | None) -> tuple[str, ActionStatus | None]:
    """The text without its mark, and the status that the mark states."""
    box = _CHECKBOX.match(text)
    if box:
        marked = box[1].strip() != ""
        return text[box.end() :].strip(), ActionStatus.DONE if marked else ActionStatus.OPEN
    tick = _DONE_MARK.match(text)
    if tick:
        return text[tick.end() :].strip(), ActionStatus.DONE
    mark = _OPEN_MARK.match(text)
    if mark:
        return text[mark.end() :].strip(), ActionStatus.OPEN
    said = _DONE_AFTER.search(text)
    if said:
        return text[: said.start()].rstrip(), ActionStatus.DONE
    return text, implied


def _owner(text: str) -> tuple[str | None, str]:
    for pattern in (_OWNER_LABEL, _OWNER_BRACKET, _OWNER_HANDLE_END, _OWNER_HANDLE_START):
        found = pattern.search(text)
        if found is None:
            continue
        owner = read_owner(found[1])
        if (
            owner is None
            or key_in_text(owner)
            or label_word(owner)
            in (
                "pr",
                "link",
                "issue",
                "edited",
                "done",
                "wip",
                "todo",
            )
        ):
            continue
        head, tail = text[: found.start()].rstrip(), text[found.end() :].lstrip()
        return owner, f"{head} {tail}".strip() if tail not in (".", "") else head
    return None, text


def _due(text: str, bearings: Bearings) -> tuple[date | None, str]:
    for found in _DUE.finditer(text):
        dates = find_dates(text[found.end() : found.end() + 24])
        if not dates or dates[0].start > 1:
            continue
        due = bearings.date_of(dates[0])
        if due is None:
            continue
        end = found.end() + dates[0].end
        tail = text[end:].lstrip(")] .;,")
        return due, f"{text[: found.start()].rstrip()} {tail}".strip()
    return None, text
