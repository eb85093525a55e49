"""A chart as inline SVG with a title, a description and its table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from exporters.charts.drawing import Block, Diamond, Disc, Shape, Stroke, Words, rough_width
from exporters.charts.layout import drawn
from exporters.formats import ENGLISH, Formats

if TYPE_CHECKING:
    from exporters.charts.definitions import Chart, ChartTable

_WIDE = 499.0


def chart_html(
    chart: Chart, number: int, *, width: float = _WIDE, formats: Formats = ENGLISH
) -> str:
    """A figure: the drawing, which names and describes itself, and the table behind it.

    Args:
        chart: what to show.
        number: of the chart in its page, which makes its ids.
        width: in points; the drawing grows and shrinks with the page.
        formats: how its numbers are written.
    """
    drawing = drawn(chart.plot, width, rough_width, formats)
    shapes = "".join(map(_shape, drawing.shapes))
    title, told = f"chart-{number}-title", f"chart-{number}-says"
    return (
        f'<figure class="chart">\n'
        f'<svg role="img" aria-labelledby="{title}" aria-describedby="{told}" '
        f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}">'
        f'<title id="{title}">{escape(chart.title)}</title>'
        f'<desc id="{told}">{escape(chart.says)}</desc>{shapes}</svg>\n'
        f"<details><summary>{escape(chart.title)} as a table</summary>\n"
        f"{_table(chart.table, chart.title)}\n</details>\n</figure>"
    )


def _table(table: ChartTable, title: str) -> str:
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in table.heads)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    return (
        f'<table class="twin"><caption class="unseen">{escape(title)}</caption>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"
    )


def _shape(shape: Shape) -> str:
    match shape:
        case Block():
            radius = f' rx="{_n(shape.radius)}"' if shape.radius else ""
            made = (
                f'<rect x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" '
                f'height="{_n(shape.height)}"{radius} style="fill:{_color(shape.token)}"/>'
            )
        case Stroke():
            dashed = ";stroke-dasharray:3 2.2" if shape.dashed else ""
            made = (
                f'<line x1="{_n(shape.x)}" y1="{_n(shape.y)}" x2="{_n(shape.to_x)}" '
                f'y2="{_n(shape.to_y)}" style="stroke:{_color(shape.token)};'
                f'stroke-width:{_n(shape.width)}{dashed}"/>'
            )
        case Disc():
            color = _color(shape.token)
            style = f"fill:{color}" if shape.filled else f"fill:none;stroke:{color};stroke-width:.8"
            made = (
                f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}" '
                f'style="{style}"/>'
            )
        case Diamond():
            x, y, side = shape.x, shape.y, shape.side
            corners = ((x, y - side), (x + side, y), (x, y + side), (x - side, y))
            points = " ".join(f"{_n(at)},{_n(level)}" for at, level in corners)
            made = f'<polygon points="{points}" style="fill:{_color(shape.token)}"/>'
        case Words():
            weight = ";font-weight:600" if shape.strong else ""
            made = (
                f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" text-anchor="{shape.anchor}" '
                f'style="fill:{_color(shape.token)};font-size:{_n(shape.size)}px{weight}">'
                f"{escape(shape.text)}</text>"
            )
    return made


def _color(token: str) -> str:
    return f"var(--{token.replace('.', '-')})"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
