"""Colours of Markdown while it is typed, line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer, Slot
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from typing_extensions import override

from desktop.pages.editor.text_offsets import TextOffsets
from models.mentions import KEY

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QTextDocument

    from desktop.theme import ThemeSource

_LONGEST_LINE = 20_000  # nobody writes one; a pasted log line must not hold up typing
_FENCE = re.compile(r"\s*(?:>\s?)*\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s.*")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_ITEM = re.compile(r"\s*(?:>\s?)*\s*([-*+•]|\d{1,9}[.)])\s+(\[[ xX]\]\s)?")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_LINK = re.compile(r"!?\[([^\]\n]*)\](\([^)\n]*\)|\[[^\]\n]*\])")
_ADDRESS = re.compile(r"https?://[^\s<>)\]]+")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*_])([*_])(?![\s*_])([^*_\n]+?)(?<![\s*_])\1(?![\w*_])")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_COMMENT = re.compile(r"<!--.*?-->")
_BAR = re.compile(r"\|")
_INSIDE: tuple[tuple[str, re.Pattern[str], tuple[tuple[int, str], ...]], ...] = (
    ("[", _LINK, ((1, "link"), (2, "quiet"))),
    ("://", _ADDRESS, ((0, "link"),)),
    ("-", KEY, ((0, "link"),)),
    ("|", _BAR, ((0, "quiet"),)),
    ("<!--", _COMMENT, ((0, "quiet"),)),
)
"""What is looked for within a line: its sign, how it looks, which of its parts are painted how."""
_OUTSIDE, _TICKS, _TILDES = 0, 1, 2
_AT_ONCE = 12  # lines; a form has many texts, and what is seen first is at the top of each
_STEP_MS, _BETWEEN_MS = 5, 4


class MarkdownHighlighter(QSyntaxHighlighter):
    """Headings, emphasis, code, links, lists, quotes, tables, and keys of incidents.

    A long text that comes all at once is coloured in steps, so that nothing has to wait for it.
    """

    def __init__(self, document: QTextDocument, themes: ThemeSource) -> None:
        """Colour `document` from now on."""
        super().__init__(document)
        self._themes = themes
        self._formats: dict[str, QTextCharFormat] = {}
        self._offsets = TextOffsets("")
        self._make_formats()
        self._is_put_off = False
        self._place = QTextCursor(document)
        self._steps = QTimer(self)
        self._steps.setInterval(_BETWEEN_MS)
        self._steps.timeout.connect(self._on_step)
        themes.changed.connect(self._on_theme_changed)

    @property
    def is_done(self) -> bool:
        """Whether the whole text has its colours."""
        return not self._steps.isActive()

    def put_off(self) -> None:
        """Another text is about to be shown: leave it without colours until `catch_up`."""
        self._is_put_off = True

    def catch_up(self) -> None:
        """Colour the text that was shown: its beginning now, the rest in steps."""
        self._is_put_off = False
        self._colour_from_start()

    def _colour_from_start(self) -> None:
        self._place = QTextCursor(self.document())
        for _line in range(_AT_ONCE):
            if not self._colour_next():
                self._steps.stop()
                return
        self._steps.start()

    def _colour_next(self) -> bool:
        """Colour one line more; whether there is another one. Typing moves the place along."""
        block = self._place.block()
        self.rehighlightBlock(block)
        following = block.next()
        if following.isValid():
            self._place.setPosition(following.position())
        return following.isValid()

    @Slot()
    def _on_step(self) -> None:
        watch = QElapsedTimer()
        watch.start()
        while watch.elapsed() < _STEP_MS:
            if not self._colour_next():
                self._steps.stop()
                return

    @override
    def highlightBlock(self, text: str) -> None:
        if self._is_put_off:
            self.setCurrentBlockState(_OUTSIDE)
            return
        fence = _FENCE.match(text)
        state = self.previousBlockState()
        state = _OUTSIDE if state < 0 else state
        if state != _OUTSIDE:
            closes = fence is not None and (fence[1][0] == "`") == (state == _TICKS)
            self._whole(text, "code")
            self.setCurrentBlockState(_OUTSIDE if closes else state)
            return
        if fence is not None:
            self._whole(text, "code")
            self.setCurrentBlockState(_TICKS if fence[1][0] == "`" else _TILDES)
            return
        self.setCurrentBlockState(_OUTSIDE)
        if text and not text.isspace() and len(text) <= _LONGEST_LINE:
            self._offsets = TextOffsets(text)
            self._line(text)

    def _line(self, text: str) -> None:
        if _RULE.fullmatch(text):
            self._whole(text, "quiet")
            return
        if heading := _HEADING.fullmatch(text):
            self._whole(text, "heading")
            self._paint(heading.start(1), heading.end(1), "mark")
        elif quote := _QUOTE.match(text):
            self._paint(quote.end(), len(text), "quote")
            self._paint(0, quote.end(), "mark")
        if item := _ITEM.match(text):
            self._paint(item.start(1), item.end(), "mark")
        self._words(text)

    def _words(self, text: str) -> None:
        """What stands inside the line; code first, because nothing else counts within it."""
        shown = text
        if "`" in text:
            for code in _CODE.finditer(text):
                self._paint(code.start(), code.end(), "code")
            shown = _CODE.sub(lambda found: " " * len(found.group()), text)
        if "*" in shown or "_" in shown or "~" in shown:
            self._emphasis(shown)
        for sign, pattern, parts in _INSIDE:
            if sign not in shown:
                continue
            for found in pattern.finditer(shown):
                for group, name in parts:
                    self._paint(found.start(group), found.end(group), name)

    def _emphasis(self, text: str) -> None:
        for pattern, name in ((_BOLD, "bold"), (_ITALIC, "italic"), (_STRUCK, "struck")):
            for found in pattern.finditer(text):
                self._merge(found.start(), found.end(), name)

    def _whole(self, text: str, name: str) -> None:
        self._offsets = TextOffsets(text)
        self._paint(0, len(text), name)

    def _paint(self, start: int, end: int, name: str) -> None:
        first = self._offsets.units(start)
        self.setFormat(first, self._offsets.units(end) - first, self._formats[name])

    def _merge(self, start: int, end: int, name: str) -> None:
        """Emphasis keeps the colour of what it stands in, and one kind lies over the other."""
        first, last = self._offsets.units(start), self._offsets.units(end)
        at = first
        while at < last:
            under = self.format(at)
            stop = at + 1
            while stop < last and self.format(stop) == under:
                stop += 1
            made = QTextCharFormat(under)
            made.merge(self._formats[name])
            self.setFormat(at, stop - at, made)
            at = stop

    def _make_formats(self) -> None:
        theme = self._themes.current
        self._formats = {
            name: _coloured(theme.color(token))
            for name, token in (
                ("code", "accent.text"),
                ("link", "accent.text"),
                ("mark", "text.tertiary"),
                ("quiet", "text.tertiary"),
                ("quote", "text.secondary"),
                ("heading", "text.primary"),
            )
        }
        for name in ("bold", "italic", "struck"):
            self._formats[name] = QTextCharFormat()
        for name in ("heading", "bold"):
            self._formats[name].setFontWeight(QFont.Weight.Bold)
        self._formats["italic"].setFontItalic(True)
        self._formats["struck"].setFontStrikeOut(True)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._make_formats()
        self._colour_from_start()


def _coloured(color: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(color)
    return made
