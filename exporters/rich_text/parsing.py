"""Markdown to blocks: the values that every renderer sets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from typing_extensions import override

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
    plain,
)
from exporters.rich_text.addresses import attachment_name, safe_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporters.rich_text.sanitising import HtmlMaker

_VOID = frozenset({"br", "hr", "img"})
_DEEPEST = 80  # elements; far past any real text, well inside Python's stack
_BREAK = "\u2028"
_MARKUP = re.compile(r"[*_`<>&\[\]!~|\\#\n\t^\x00-\x1f\u2028]|://|www\.|@\w|^\s*(?:[-+=•]|\d+[.)])")
_SURROGATES = re.compile("[\ud800-\udfff]")  # halves of characters: no encoding holds them
_GUARD = "\u2060"
_STYLES: dict[str, Callable[[Run], Run]] = {
    **dict.fromkeys(("strong", "b"), lambda run: replace(run, bold=True)),
    **dict.fromkeys(("em", "i", "var"), lambda run: replace(run, italic=True)),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), lambda run: replace(run, code=True)),
    **dict.fromkeys(("del", "s", "strike"), lambda run: replace(run, struck=True)),
    "sup": lambda run: replace(run, raised=True),
}


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str]
    children: list[_Element | str] = field(default_factory=list)


class MarkdownReader:
    """Reads Markdown into blocks; keep one for all the texts of a document."""

    def __init__(self) -> None:
        self._maker: HtmlMaker | None = None

    def blocks(self, text: str) -> tuple[Block, ...]:
        """The blocks of a whole text."""
        text = _SURROGATES.sub("\ufffd", text)
        if not text.strip():
            return ()
        if not _MARKUP.search(text):
            return (Paragraph((Run(" ".join(text.split())),)),)
        if self._maker is None:
            # The window opens before there is anything to show; only then is Markdown loaded.
            from exporters.rich_text.sanitising import HtmlMaker  # noqa: PLC0415

            self._maker = HtmlMaker()
        return _blocks(_tree(self._maker.clean_html(text)).children)

    def runs(self, text: str) -> Runs:
        """The runs of one line: a title, a table's cell. Nothing in it starts a list or heading."""
        line = " ".join(_SURROGATES.sub("\ufffd", text).split())
        if not _MARKUP.search(line):
            return (Run(line),) if line else ()
        # A word joiner in front keeps "1. Restart" or "# 5" what it is: text.
        found = self.blocks(_GUARD + line)
        if len(found) == 1 and isinstance(found[0], Paragraph):
            return _tidied([replace(run, text=run.text.strip(_GUARD)) for run in found[0].runs])
        return (Run(plain(found).strip(_GUARD) or line),)

    def cell(self, text: str) -> tuple[Block, ...]:
        """The blocks of a field that is one line as a rule but may be a whole text."""
        if "\n" in text.strip():
            return self.blocks(text)
        runs = self.runs(text)
        return (Paragraph(runs),) if runs else ()


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("body", {})
        self._open = [self.root]
        self._ignored = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID and len(self._open) >= _DEEPEST:
            self._ignored += 1
            return
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._ignored:
            self._ignored -= 1
        elif len(self._open) > 1:
            self._open.pop()

    @override
    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def _tree(html: str) -> _Element:
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    return builder.root


# ---------------------------------------------------------------------- blocks


def _blocks(children: list[_Element | str]) -> tuple[Block, ...]:
    made: list[Block] = []
    inline: list[Run] = []
    for child in children:
        block = None if isinstance(child, str) else _block(child)
        if block is None:
            inline += _inline(child, Run(""))
            continue
        _close_paragraph(inline, made)
        made += block
    _close_paragraph(inline, made)
    return tuple(made)


def _close_paragraph(inline: list[Run], made: list[Block]) -> None:
    runs = _tidied(inline)
    if runs:
        made.append(Paragraph(runs))
    inline.clear()


def _block(element: _Element) -> tuple[Block, ...] | None:
    """The blocks of a block element; None for what stands inside a line."""
    reader = _READERS.get(element.tag)
    return reader(element) if reader else None


def _heading(element: _Element) -> tuple[Block, ...]:
    runs = _tidied(_inline(element, Run("")))
    return (Heading(int(element.tag[1]), runs),) if runs else ()


def _quote(element: _Element) -> tuple[Block, ...]:
    inner = _blocks(element.children)
    return (Quote(inner),) if inner else ()


def _picture(element: _Element) -> tuple[Block, ...] | None:
    name = attachment_name(element.attributes.get("src", ""))
    return (Picture(name, element.attributes.get("alt", "").strip()),) if name else None


def _list(element: _Element) -> tuple[Block, ...]:
    items = [
        _item(_blocks(child.children))
        for child in element.children
        if isinstance(child, _Element) and child.tag == "li"
    ]
    start = element.attributes.get("start", "1")
    first = int(start) if re.fullmatch(r"\d{1,9}", start) else 1
    return (ItemList(tuple(items), element.tag == "ol", first),) if items else ()


def _item(blocks: tuple[Block, ...]) -> Item:
    if blocks and isinstance(first := blocks[0], Paragraph) and first.runs[0].text[0] in "☐☑":
        box = first.runs[0]
        rest = _tidied([replace(box, text=box.text[1:]), *first.runs[1:]])
        told = (Paragraph(rest), *blocks[1:]) if rest else blocks[1:]
        return Item(told, checked=box.text[0] == "☑")
    return Item(blocks)


def _grid(element: _Element) -> tuple[Block, ...]:
    rows = [
        [cell for cell in row.children if isinstance(cell, _Element) and cell.tag in ("td", "th")]
        for row in _descendants(element, "tr")
    ]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ()
    texts = [tuple(_tidied(_inline(cell, Run(""))) for cell in row) for row in rows]
    padded = [row + ((),) * (width - len(row)) for row in texts]
    aligns = [_align(cell) for cell in rows[0]] + [Align.LEFT] * (width - len(rows[0]))
    return (Grid(padded[0], tuple(padded[1:]), tuple(aligns)),)


def _align(cell: _Element) -> Align:
    found = re.search(r"text-align:\s*(center|right)", cell.attributes.get("style", ""))
    return Align(found[1]) if found else Align.LEFT


def _descendants(element: _Element, tag: str) -> list[_Element]:
    found: list[_Element] = []
    for child in element.children:
        if isinstance(child, _Element):
            found += [child] if child.tag == tag else _descendants(child, tag)
    return found


_READERS: dict[str, Callable[[_Element], tuple[Block, ...] | None]] = {
    **dict.fromkeys(("p", "div"), lambda element: _blocks(element.children)),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    "pre": lambda element: (Code(_text(element).strip("\n")),),
    "blockquote": _quote,
    "hr": lambda _: (Divider(),),
    "table": _grid,
    "img": _picture,
}


# ---------------------------------------------------------------------- inside a line


def _inline(node: _Element | str, style: Run) -> list[Run]:
    if isinstance(node, str):
        return [replace(style, text=node)]
    if node.tag == "br":
        return [replace(style, text=_BREAK)]
    if node.tag == "img":
        return [_image_link(node, style)]
    inner = _STYLES[node.tag](style) if node.tag in _STYLES else style
    if node.tag == "a":
        inner = replace(inner, link=safe_address(node.attributes.get("href", "")) or style.link)
    runs = [run for child in node.children for run in _inline(child, inner)]
    # Blocks inside a table's cell or a heading become lines of it.
    if node.tag in ("p", "li", "div", "tr", "pre"):
        runs.append(replace(style, text=_BREAK))
    return runs


def _image_link(element: _Element, style: Run) -> Run:
    """Nothing is loaded from outside: an image becomes a link that says what it shows."""
    address = safe_address(element.attributes.get("src", ""))
    alt = element.attributes.get("alt", "").strip()
    if not address and not alt:
        return replace(style, text="")
    return replace(style, text=alt or "image", link=address or style.link)


def _text(element: _Element) -> str:
    return "".join(
        child if isinstance(child, str) else "\n" if child.tag == "br" else _text(child)
        for child in element.children
    )


def _tidied(runs: list[Run]) -> Runs:
    """Runs with blanks collapsed as HTML does, equal neighbours joined, ends trimmed."""
    joined: list[Run] = []
    after_blank = True
    for run in runs:
        text = re.sub(r"[ \t\r\n]+", " ", run.text)
        text = re.sub(f" *{_BREAK} *", "\n", text)
        if after_blank:
            text = text.lstrip(" ")
        if not text:
            continue
        after_blank = text[-1] in " \n"
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + text)
        else:
            joined.append(replace(run, text=text))
    return _trimmed(joined)


def _trimmed(runs: list[Run]) -> Runs:
    while runs and not runs[-1].text.strip():
        runs.pop()
    while runs and not runs[0].text.strip():
        runs.pop(0)
    if not runs:
        return ()
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    return tuple(runs)
