"""Blocks to HTML: written tag by tag from plain values, every character of text escaped."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from exporters.document import (
    Align,
    Block,
    Code,
    Divider,
    Grid,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Tone,
    plain_runs,
)
from exporters.right_to_left import is_right_to_left

PictureSource = Callable[[str], str]
"""From an attachment's name to the address of its image; empty when it cannot be shown."""


def attachment_address(name: str) -> str:
    """The address by which the reading pane asks for an attachment's bytes."""
    return f"attachment:{name}"


def html_of(
    blocks: tuple[Block, ...],
    *,
    first_level: int = 1,
    picture: PictureSource = attachment_address,
) -> str:
    """Blocks as HTML; headings of level 1 become ``h<first_level>``."""
    return "\n".join(_block(block, first_level, picture) for block in blocks)


def html_of_runs(runs: Runs) -> str:
    """Runs as HTML."""
    return "".join(map(_run, runs))


def direction(runs: Runs) -> str:
    """The attribute that lets a reader's program find the direction; empty for most scripts."""
    text = plain_runs(runs)
    return ' dir="auto"' if not text.isascii() and is_right_to_left(text) else ""


def _block(block: Block, first_level: int, picture: PictureSource) -> str:
    match block:
        case Heading(level=level, runs=runs):
            name = f"h{min(6, level + first_level - 1)}"
            made = f"<{name}{direction(runs)}>{html_of_runs(runs)}</{name}>"
        case Paragraph(runs=runs):
            made = f"<p{direction(runs)}>{html_of_runs(runs)}</p>"
        case ItemList():
            made = _list(block, first_level, picture)
        case Code(text=text):
            made = f"<pre><code>{escape(text)}\n</code></pre>"
        case Quote(blocks=blocks):
            inner = html_of(blocks, first_level=first_level, picture=picture)
            made = f"<blockquote>\n{inner}\n</blockquote>"
        case Grid():
            made = _grid(block)
        case Divider():
            made = "<hr>"
        case Picture(name=name, alt=alt):
            address = picture(name)
            shown = f'<img src="{escape(address)}" alt="{escape(alt)}">' if address else ""
            made = f"<p>{shown or escape(alt or name)}</p>"
    return made


def _list(block: ItemList, first_level: int, picture: PictureSource) -> str:
    name = "ol" if block.ordered else "ul"
    start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
    items = "\n".join(_item(item, first_level, picture) for item in block.items)
    return f"<{name}{start}>\n{items}\n</{name}>"


def _item(item: Item, first_level: int, picture: PictureSource) -> str:
    box = "" if item.checked is None else "☑ " if item.checked else "☐ "
    task = "" if item.checked is None else ' class="task"'
    if item.blocks and isinstance(first := item.blocks[0], Paragraph):
        rest = html_of(item.blocks[1:], first_level=first_level, picture=picture)
        told = html_of_runs(first.runs) + ("\n" + rest if rest else "")
    else:
        told = html_of(item.blocks, first_level=first_level, picture=picture)
    return f"<li{task}>{box}{told}</li>"


def _grid(grid: Grid) -> str:
    head = _row(grid.header, grid.aligns, "th")
    body = "\n".join(_row(row, grid.aligns, "td") for row in grid.rows)
    return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _row(cells: tuple[Runs, ...], aligns: tuple[Align, ...], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    written = "".join(
        f"<{tag}{scope}{direction(cell)}{_placed(align)}>{html_of_runs(cell)}</{tag}>"
        for cell, align in zip(cells, aligns, strict=True)
    )
    return f"<tr>{written}</tr>"


def _placed(align: Align) -> str:
    """A style, which Qt's documents understand as browsers do; HTML has no attribute for it."""
    return "" if align is Align.LEFT else f' style="text-align: {align}"'


def _run(run: Run) -> str:
    text = escape(run.text, quote=False).replace("\n", "<br>")
    for applies, tag in (
        (run.code, "code"),
        (run.bold, "strong"),
        (run.italic, "em"),
        (run.struck, "s"),
        (run.raised, "sup"),
    ):
        if applies:
            text = f"<{tag}>{text}</{tag}>"
    if run.pill is not None:
        text = f'<span class="pill sev{min(run.pill.rank, 4)}">{text}</span>'
    if run.tone is not Tone.NORMAL:
        text = f'<span class="{run.tone}">{text}</span>'
    if run.link:
        text = f'<a href="{escape(run.link)}" rel="noopener noreferrer nofollow">{text}</a>'
    return text
