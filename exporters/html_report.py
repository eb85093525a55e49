"""A report as one HTML file: the same blocks as the PDF, readable everywhere, loading nothing."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC
from html import escape
from typing import TYPE_CHECKING

from exporters.attachments import image_type
from exporters.charts.definitions import Chart
from exporters.charts.svg import chart_html
from exporters.document import (
    Align,
    Beside,
    Block,
    Column,
    FigureBand,
    Lead,
    Masthead,
    NewPage,
    Note,
    Paragraph,
    Part,
    PartBlock,
    Register,
    Report,
    ReportBlock,
    Run,
    Tone,
    plain,
)
from exporters.rich_text.writing import direction, html_of, html_of_runs
from exporters.web_fonts import font_faces
from resources import files

if TYPE_CHECKING:
    from collections.abc import Callable

# Nothing may run and nothing may be fetched, whatever a text should manage to contain.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'{beside}; img-src data:; font-src data:; "
    "base-uri 'none'"
)

_SHORT = 12  # characters
_TIED = re.compile("(?<=[^\u00a0>])\u00a0")
_WIDE, _HALF = 499.0, 238.0  # points of the text and of one of two columns, as in print


def report_as_html(
    report: Report,
    picture: Callable[[str], bytes | None],
    *,
    navigation: str = "",
    style: str = "",
    fonts: str = "",
) -> str:
    """The whole file, as text.

    Args:
        report: what it says.
        picture: the bytes of an image by its name.
        navigation: markup of our own above the header, on a site of several pages.
        style: further rules of our own.
        fonts: the name of a sheet beside the page that has the fonts; without one they are inside.
    """
    return _Writer(report, picture).document(navigation, style, fonts)


class _Writer:
    def __init__(self, report: Report, picture: Callable[[str], bytes | None]) -> None:
        self._report = report
        self._picture = picture
        self._charts = 0
        self._chart_width = _WIDE

    def document(self, navigation: str, style: str, fonts: str) -> str:
        report = self._report
        policy = _POLICY.format(beside=" 'self' file:" if fonts else "")
        faces = "" if fonts else f"{font_faces()}\n"
        sheet = f'<link rel="stylesheet" href="{escape(fonts)}">\n' if fonts else ""
        body = "\n".join(self._block(block) for block in report.blocks)
        status = f', <span class="warning">{escape(report.status)}</span>' if report.status else ""
        head = (
            f"{self._logo()}<strong>{escape(report.brand.company or 'Afterword')}</strong> "
            f'<span class="library">{escape(report.library_name)}</span>'
            f'<span class="kind">{escape(report.kind)}{status}</span>'
        )
        return f"""<!doctype html>
<html lang="{escape(report.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{escape(report.generated_by)}">
<title>{escape(report.title)}</title>
{sheet}<style>
{faces}{stylesheet(report.brand.accent)}{style}
</style>
</head>
<body>
{navigation}<header>{head}</header>
<main id="content">
{body}
</main>
<footer>
{self._footer()}
</footer>
</body>
</html>
"""

    def _logo(self) -> str:
        """Decorative: the company's name stands beside it."""
        data = self._report.brand.logo
        kind = image_type(data) if data else ""
        if not data or not kind:
            return ""
        address = f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
        return f'<img class="logo" src="{address}" alt="">'

    def _footer(self) -> str:
        report = self._report
        at = report.as_of.astimezone(UTC)
        digits = report.fingerprint
        return (
            f"<p>As of {at:%Y-%m-%d %H:%M:%S} UTC. {escape(report.statement)}</p>\n"
            f'<p>Data fingerprint sha256 <code title="{digits}">{digits[:8]} {digits[8:16]} '
            f"{digits[16:20]}</code>{escape(report.provenance)}</p>"
        )

    def _block(self, block: ReportBlock) -> str:
        match block:
            case Masthead():
                made = _masthead(block)
            case FigureBand(figures=figures):
                told = "".join(
                    f'<div><dt>{escape(one.label)}</dt><dd class="{one.tone}">'
                    f"{escape(f'{one.mark} {one.value}'.strip())}</dd></div>"
                    for one in figures
                )
                made = f'<dl class="figures">{told}</dl>'
            case Lead(blocks=blocks):
                made = f'<div class="lead">{self._text(blocks)}</div>'
            case Part():
                made = self._part(block)
            case Beside(left=left, right=right):
                self._chart_width = _HALF
                sides = ("\n".join(map(self._part, parts)) for parts in (left, right))
                columns = "".join(f"<div>{side}</div>" for side in sides)
                made = f'<div class="beside">{columns}</div>'
                self._chart_width = _WIDE
            case Note(runs=runs):
                made = f'<p class="note">{html_of_runs(runs)}</p>'
            case NewPage():
                made = '<div class="new-page"></div>'
        return made

    def _part(self, part: Part) -> str:
        note = f'<span class="aside">{escape(part.note)}</span>' if part.note else ""
        title = f"<h2>{escape(part.title)}{note}</h2>\n" if part.title else ""
        told = "\n".join(self._part_block(block, part.title) for block in part.blocks)
        small = ' class="small"' if part.small else ""
        named = f' id="{escape(part.anchor)}"' if part.anchor else ""
        # A section without a heading is none.
        tag = "section" if part.title else "div"
        return f"<{tag}{named}{small}>\n{title}{told}\n</{tag}>"

    def _part_block(self, block: PartBlock, title: str) -> str:
        if isinstance(block, Register):
            return self._register(block, f"Table: {title}" if title else "Table")
        if isinstance(block, Chart):
            self._charts += 1
            return chart_html(
                block, self._charts, width=self._chart_width, formats=self._report.formats
            )
        return self._text((block,))

    def _text(self, blocks: tuple[Block, ...]) -> str:
        return html_of(blocks, first_level=3, picture=self._data_address)

    def _data_address(self, name: str) -> str:
        data = self._picture(name)
        kind = image_type(data) if data else ""
        if not data or not kind:
            return ""
        return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"

    def _register(self, register: Register, label: str) -> str:
        head = "".join(
            f'<th scope="col"{_placed(column.align)}>{escape(column.label)}</th>'
            for column in register.columns
        )
        rows = "\n".join(
            "<tr>"
            + "".join(
                f'<td class="{_classes(column)}{_shortness(blocks)}">{self._cell(blocks)}</td>'
                for blocks, column in zip(row, register.columns, strict=True)
            )
            + "</tr>"
            for row in register.rows
        )
        return (
            f'<div class="wide" role="group" aria-label="{escape(label)}" tabindex="0">\n'
            f'<table class="register">\n<thead><tr>{head}</tr></thead>\n'
            f"<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
        )

    def _cell(self, blocks: tuple[Block, ...]) -> str:
        if len(plain(blocks)) > _SHORT:
            # Paper has one width; a window may be narrow, and then longer words may part.
            return _TIED.sub(" ", self._told(blocks))
        return self._told(blocks)

    def _told(self, blocks: tuple[Block, ...]) -> str:
        if len(blocks) == 1 and isinstance(only := blocks[0], Paragraph):
            told = html_of_runs(only.runs)
            towards = direction(only.runs)
            return f"<div{towards}>{told}</div>" if towards else told
        return self._text(blocks)


def _classes(column: Column) -> str:
    grows = " grows" if column.grows else ""
    align = "" if column.align is Align.LEFT else f" at-{column.align}"
    return f"{column.face} {column.tone}{grows}{align}"


def _shortness(blocks: tuple[Block, ...]) -> str:
    """Few characters stay on one line: "65–99%" is not to be broken."""
    return " short" if len(blocks) == 1 and len(plain(blocks)) <= _SHORT else ""


def _placed(align: Align) -> str:
    return "" if align is Align.LEFT else f' class="at-{align}"'


def _masthead(masthead: Masthead) -> str:
    pill = ""
    if masthead.severity is not None:
        rank = min(masthead.severity.rank, 4)
        pill = f' <span class="pill sev{rank}">{escape(masthead.severity.value)}</span>'
    key = (
        f'<p class="key"><code>{escape(masthead.key)}</code>{pill} '
        f'<span class="services">{escape(masthead.services)}</span></p>\n'
    )
    bare = not (masthead.key or masthead.severity or masthead.services)
    return (
        f"{'' if bare else key}"
        f"<h1{direction((Run(masthead.title),))}>{escape(masthead.title)}</h1>\n"
        f'<p class="dateline">{escape(masthead.dateline)}</p>'
    )


def stylesheet(accent: str = "") -> str:
    """The style of the file, its colours from the design's tokens, light and dark.

    A company's accent colour was checked on white: the dark variant keeps the design's own.
    """
    tokens = json.loads(files.text("theme/tokens.json"))
    light, dark = (_variables(tokens["color"][name]) for name in ("light", "dark"))
    if accent:
        light += f" --accent-text: {accent}; --chart-1: {accent}; --chart-interval: {accent}73;"
    families = " ".join(
        f"--{name}: {_family(tokens['font'][name])};" for name in ("serif", "sans", "mono")
    )
    tones = "\n".join(
        f".{tone} {{ color: var(--{name}); }}"
        for tone, name in (
            (Tone.QUIET, "text-tertiary"),
            (Tone.DANGER, "danger-text"),
            (Tone.WARNING, "warning-text"),
            (Tone.SUCCESS, "success-text"),
        )
    )
    pills = "\n".join(
        f".sev{rank} {{ background: var(--sev{rank}-bg); color: var(--sev{rank}-text); "
        f"border-color: var(--sev{rank}-border); }}"
        for rank in range(1, 5)
    )
    return (
        f":root {{ color-scheme: light dark; {families} {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
        f"{files.text('theme/report.css').strip()}\n{tones}\n{pills}"
    )


def _variables(colors: dict[str, str]) -> str:
    return " ".join(f"--{name.replace('.', '-')}: {value};" for name, value in colors.items())


def _family(font: dict[str, object]) -> str:
    fallback = font["fallback"]
    assert isinstance(fallback, list)
    return ", ".join(f'"{name}"' for name in (font["family"], *fallback))
