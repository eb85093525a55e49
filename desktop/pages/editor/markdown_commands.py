"""What the toolbar and the keys do to a Markdown text; each is one step of undo."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from desktop.pages.editor import markdown_tables as tables
from desktop.pages.editor import markdown_typing as typing_rules
from desktop.pages.editor.text_offsets import TextOffsets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QTextBlock
    from PySide6.QtWidgets import QPlainTextEdit

    from desktop.pages.editor.markdown_tables import TableRows
    from desktop.pages.editor.markdown_typing import Listing

_KEEP = QTextCursor.MoveMode.KeepAnchor
_PARAGRAPH = "\u2029"
_LONGEST_TABLE = 400  # lines looked at in either direction


def wrap(edit: QPlainTextEdit, mark: str) -> None:
    """Put marks around what is selected, or the word at the cursor; take them away again."""
    _around(edit, lambda text: typing_rules.wrapped(text, mark), empty=mark * 2, inside=len(mark))


def make_code(edit: QPlainTextEdit) -> None:
    """Make code of what is selected, or of the word at the cursor."""
    _around(edit, typing_rules.coded, empty="``", inside=1)


def make_link(edit: QPlainTextEdit, address: str = "") -> None:
    """Make a link of what is selected; the cursor goes where its address is written."""
    cursor = edit.textCursor()
    if not cursor.hasSelection():
        _select_word(cursor)
    words = selected_text(cursor)
    with _one_step(cursor):
        start = cursor.selectionStart()
        cursor.insertText(f"[{words}]({address})")
    offset = TextOffsets(words)
    label = offset.units(len(words))
    at = start + 1 if not words else start + label + 3
    cursor.setPosition(at)
    if words and address:
        cursor.setPosition(start + label + 3 + len(address), _KEEP)
    edit.setTextCursor(cursor)


def make_list(edit: QPlainTextEdit, kind: Listing) -> None:
    """Make list items of the selected lines; plain lines again when they are."""
    first, last = _selected_blocks(edit)
    lines = [block.text() for block in _blocks(first, last)]
    made = typing_rules.listed(lines, kind)
    cursor = replace_lines(edit, first, made)
    edit.setTextCursor(cursor)


def insert_table(edit: QPlainTextEdit) -> None:
    """Put a small table below the cursor's line, its first heading selected."""
    cursor = edit.textCursor()
    block = cursor.block()
    blank = not block.text().strip()
    before = "" if blank and not block.previous().text().strip() else "\n" if blank else "\n\n"
    after = "\n" if block.next().isValid() and block.next().text().strip() else ""
    with _one_step(cursor):
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertText(before + "\n".join(tables.EMPTY) + after)
        row = block.blockNumber() + before.count("\n")
    _select_cell(edit, row, 0)


def press_enter(edit: QPlainTextEdit) -> bool:
    """Go on with a list, a quote or a table; False when Enter means a new line."""
    cursor = edit.textCursor()
    if cursor.hasSelection() or in_code(cursor.block()):
        return False
    if add_row(edit):
        return True
    block = cursor.block()
    text = block.text()
    going_on = typing_rules.continuation(text, TextOffsets(text).place(cursor.positionInBlock()))
    if going_on is None:
        return False
    with _one_step(cursor):
        if going_on.prefix is None:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
            cursor.insertText(going_on.kept)
        else:
            cursor.insertText("\n" + going_on.prefix)
    edit.setTextCursor(cursor)
    return True


def press_tab(edit: QPlainTextEdit, *, back: bool) -> bool:
    """Go to another cell, or move list items in or out; False when Tab leaves the field."""
    first, last = _selected_blocks(edit)
    if in_code(first):
        return False
    if first == last and _next_cell(edit, back=back):
        return True
    blocks = _blocks(first, last)
    lines = [block.text() for block in blocks]
    if not all(typing_rules.is_item(line) for line in lines if line.strip()) or not any(
        line.strip() for line in lines
    ):
        return False
    if back:
        made = [typing_rules.outdented(line) for line in lines]
    else:
        step = typing_rules.item_indent(lines[0], first.previous().text())
        made = [step + line if line.strip() else line for line in lines]
    if made != lines:
        kept = edit.textCursor()
        column = kept.positionInBlock() + len(made[-1]) - len(lines[-1])
        cursor = replace_lines(edit, first, made)
        if not kept.hasSelection():
            cursor.setPosition(cursor.block().position() + max(0, column))
        edit.setTextCursor(cursor)
    return True


def add_row(edit: QPlainTextEdit) -> bool:
    """Add a row below the table's row that the cursor is in; an empty last row ends the table."""
    cursor = edit.textCursor()
    found = table_at(edit)
    if found is None:
        return False
    block = cursor.block()
    number = block.blockNumber()
    is_last = number == found.last
    if number > found.first + 1 and is_last and tables.is_empty(block.text()):
        with _one_step(cursor):
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
            cursor.removeSelectedText()
        edit.setTextCursor(cursor)
        return True
    below = edit.document().findBlockByNumber(max(number, found.first + 1))
    with _one_step(cursor):
        cursor.setPosition(below.position() + below.length() - 1)
        cursor.insertText("\n" + tables.empty_row(below.text()))
    _select_cell(edit, below.blockNumber() + 1, 0)
    return True


def table_at(edit: QPlainTextEdit, block: QTextBlock | None = None) -> TableRows | None:
    """The table around a line, by block numbers."""
    block = block or edit.textCursor().block()
    if "|" not in block.text() or in_code(block):
        return None
    start = max(0, block.blockNumber() - _LONGEST_TABLE)
    end = min(edit.document().blockCount() - 1, block.blockNumber() + _LONGEST_TABLE)
    first = edit.document().findBlockByNumber(start)
    lines = [one.text() for one in _blocks(first, edit.document().findBlockByNumber(end))]
    found = tables.table_around(lines, block.blockNumber() - start)
    if found is None:
        return None
    return tables.TableRows(found.first + start, found.last + start)


def align_table(edit: QPlainTextEdit, found: TableRows) -> None:
    """Put the columns of a table in line; the cursor of the editor stays where it is."""
    first = edit.document().findBlockByNumber(found.first)
    lines = [one.text() for one in _blocks(first, edit.document().findBlockByNumber(found.last))]
    made = tables.aligned(lines)
    if made == lines:
        return
    cursor = edit.textCursor()
    row = cursor.blockNumber()
    inside = found.first <= row <= found.last
    text = cursor.block().text()
    cell = tables.cell_at(text, TextOffsets(text).place(cursor.positionInBlock())) if inside else 0
    replace_lines(edit, first, made)
    if inside:
        _select_cell(edit, row, cell)
        cursor = edit.textCursor()
        cursor.clearSelection()
        edit.setTextCursor(cursor)


def in_code(block: QTextBlock) -> bool:
    """Whether the line stands in a fenced block (the highlighter's state of the line before)."""
    return block.previous().isValid() and block.previous().userState() > 0


def selected_text(cursor: QTextCursor) -> str:
    """What is selected, its line breaks as in the text."""
    return cursor.selectedText().replace(_PARAGRAPH, "\n")


def replace_lines(edit: QPlainTextEdit, first: QTextBlock, lines: Sequence[str]) -> QTextCursor:
    """Write other texts into as many lines; only what differs is touched.

    Returns:
        A cursor over all of them.
    """
    cursor = QTextCursor(first)
    number = first.blockNumber()
    document = edit.document()
    with _one_step(cursor):
        for at, line in enumerate(lines):
            block = document.findBlockByNumber(number + at)
            if block.text() != line:
                cursor.setPosition(block.position())
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
                cursor.insertText(line)
    last = document.findBlockByNumber(number + len(lines) - 1)
    cursor.setPosition(document.findBlockByNumber(number).position())
    cursor.setPosition(last.position() + last.length() - 1, _KEEP)
    if len(lines) == 1:
        cursor.clearSelection()
    return cursor


def _next_cell(edit: QPlainTextEdit, *, back: bool) -> bool:
    found = table_at(edit)
    if found is None:
        return False
    cursor = edit.textCursor()
    block = cursor.block()
    text = block.text()
    number = block.blockNumber()
    # From the end of a selection, which a step before has made, the same cell is found.
    cell = tables.cell_at(text, TextOffsets(text).place(cursor.positionInBlock()))
    number, cell = _step(edit, found, block, cell, back=back)
    if number < found.first:
        return True
    if number > found.last:
        last = edit.document().findBlockByNumber(found.last)
        with _one_step(cursor):
            cursor.setPosition(last.position() + last.length() - 1)
            cursor.insertText("\n" + tables.empty_row(last.text()))
    _select_cell(edit, number, cell)
    return True


def _step(
    edit: QPlainTextEdit, found: TableRows, block: QTextBlock, cell: int, *, back: bool
) -> tuple[int, int]:
    """The row and the cell after or before one, past the delimiters; a row beyond the table."""
    number = block.blockNumber()
    cell += -1 if back else 1
    if cell < 0:
        number -= 2 if number == found.first + 2 else 1
        cell = max(0, len(tables.spans(edit.document().findBlockByNumber(number).text())) - 1)
    elif cell >= len(tables.spans(block.text())):
        number += 2 if number == found.first else 1
        cell = 0
    return number, cell


def _select_cell(edit: QPlainTextEdit, number: int, cell: int) -> None:
    block = edit.document().findBlockByNumber(number)
    text = block.text()
    offsets = TextOffsets(text)
    start, end = tables.inner_span(text, cell)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + offsets.units(start))
    cursor.setPosition(block.position() + offsets.units(end), _KEEP)
    edit.setTextCursor(cursor)


def _around(edit: QPlainTextEdit, made: Callable[[str], str], *, empty: str, inside: int) -> None:
    cursor = edit.textCursor()
    if not cursor.hasSelection():
        _select_word(cursor)
    if not cursor.hasSelection():
        with _one_step(cursor):
            cursor.insertText(empty)
        cursor.setPosition(cursor.position() - inside)
        edit.setTextCursor(cursor)
        return
    start = cursor.selectionStart()
    text = made(selected_text(cursor))
    with _one_step(cursor):
        cursor.insertText(text)
    end = cursor.position()
    cursor.setPosition(start)
    cursor.setPosition(end, _KEEP)
    edit.setTextCursor(cursor)


def _select_word(cursor: QTextCursor) -> None:
    text = cursor.block().text()
    offsets = TextOffsets(text)
    start, end = typing_rules.word_at(text, offsets.place(cursor.positionInBlock()))
    at = cursor.block().position()
    cursor.setPosition(at + offsets.units(start))
    cursor.setPosition(at + offsets.units(end), _KEEP)


def _selected_blocks(edit: QPlainTextEdit) -> tuple[QTextBlock, QTextBlock]:
    cursor = edit.textCursor()
    document = edit.document()
    first = document.findBlock(cursor.selectionStart())
    last = document.findBlock(cursor.selectionEnd())
    if last != first and cursor.selectionEnd() == last.position():
        last = last.previous()
    return first, last


def _blocks(first: QTextBlock, last: QTextBlock) -> list[QTextBlock]:
    found = [first]
    while found[-1] != last and found[-1].next().isValid():
        found.append(found[-1].next())
    return found


@contextmanager
def _one_step(cursor: QTextCursor) -> Iterator[None]:
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()
