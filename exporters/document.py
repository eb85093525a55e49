"""The one model that every printed document is made from: a report is a list of blocks.

Both the PDF and the HTML of a report are set from the same `Report`, computed once, so that they
cannot say different things. Everything is a frozen value; texts are plain characters and never
markup, so nothing that a user wrote can be taken for an instruction by a renderer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from exporters.charts.definitions import Chart
from exporters.formats import ENGLISH, Formats
from models.vocabulary import Severity


class Tone(StrEnum):
    """What a text says by its colour; each also says it in words."""

    NORMAL = "normal"
    QUIET = "quiet"
    DANGER = "danger"
    WARNING = "warning"
    SUCCESS = "success"


class Face(StrEnum):
    """The three type families of the design: prose, labels, code."""

    SERIF = "serif"
    SANS = "sans"
    MONO = "mono"


class Align(StrEnum):
    """Where a column's text stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. A line feed in `text` is a forced line break.

    Attributes:
        link: an address that `safe_address` let through, or "#" and a part's anchor; empty for
            none.
        raised: set as a superscript (a footnote's number).
        pill: the severity that the text names, drawn in its pill.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    struck: bool = False
    raised: bool = False
    link: str = ""
    tone: Tone = Tone.NORMAL
    pill: Severity | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; `level` 1 is the largest that text may have."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `checked` is None for an item that is no task."""

    blocks: tuple[Block, ...]
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; ordered ones count from `start`."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text, line by line."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else said."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table inside a text; every row has as many cells as `header`."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    aligns: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class Divider:
    """A rule across the text."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image kept with the incident: `name` of the attachment and what it shows."""

    name: str
    alt: str


Block = Heading | Paragraph | ItemList | Code | Quote | Grid | Divider | Picture


@dataclass(frozen=True, slots=True)
class Masthead:
    """The top of a document about one incident."""

    key: str
    severity: Severity | None
    services: str
    title: str
    dateline: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of the band below the masthead; `mark` is ``✓``, ``✕`` or nothing."""

    label: str
    value: str
    tone: Tone = Tone.NORMAL
    mark: str = ""


@dataclass(frozen=True, slots=True)
class FigureBand:
    """What the incident cost, between two rules."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """The paragraphs that a hurried reader reads."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a register.

    Attributes:
        grows: takes the width that the others leave.
    """

    label: str
    face: Face = Face.SANS
    align: Align = Align.LEFT
    tone: Tone = Tone.NORMAL
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A table of records between hairlines; a cell is a list of blocks."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Block, ...], ...], ...]


PartBlock = Block | Register | Chart
"""What a titled part of a report may hold."""


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of the report; `note` stands at the right of its title.

    What nobody reads first (definitions) is `small`. Links that begin with "#" lead to its
    `anchor`, which is made of letters, digits and hyphens.
    """

    title: str
    blocks: tuple[PartBlock, ...]
    note: str = ""
    small: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Two stacks of parts side by side where both are short, one after the other else."""

    left: tuple[Part, ...]
    right: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page, where there are pages."""


ReportBlock = Masthead | FigureBand | Lead | Part | Beside | Note | NewPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Whose report it is.

    Attributes:
        company: stands at the upper left; "Afterword" without one.
        accent: "#RRGGBB" of links and charts; empty for the design's own.
        logo: a PNG or JPEG before the company's name; None for none.
    """

    company: str = ""
    accent: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole document, ready to be set.

    Attributes:
        kind: what the header calls it: "Postmortem".
        running: what the header says from the second page on.
        status: words for a document that is not final ("draft"); empty for a final one.
        author: for the document's properties.
        as_of: the instant that everything in it is said for.
        statement: first line of the footer after the instant (the policy's verdict).
        definitions: by which definitions it was computed ("definitions v1, policy v3"); empty
            where nothing was.
        fingerprint: SHA-256 of the data, 64 hexadecimal digits.
        generated_by: name and version of the program.
        language: BCP 47.
        brand: whose report it is.
        formats: how its charts write numbers; its texts are written already.
    """

    title: str
    kind: str
    running: str
    status: str
    library_name: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    as_of: datetime
    statement: str
    fingerprint: str
    generated_by: str
    blocks: tuple[ReportBlock, ...]
    language: str = "en-GB"
    brand: Brand = Brand()
    definitions: str = ""
    formats: Formats = ENGLISH

    @property
    def provenance(self) -> str:
        """What follows the fingerprint in every footer."""
        by = f", {self.definitions}" if self.definitions else ""
        return f"{by}. Generated offline by {self.generated_by}."


def plain(blocks: tuple[Block, ...]) -> str:
    """The characters of blocks without their styles, paragraphs apart by a line feed."""
    return "\n".join(text for block in blocks if (text := _plain_block(block)))


def _plain_block(block: Block) -> str:
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            text = plain_runs(runs)
        case ItemList(items=items):
            text = "\n".join(plain(item.blocks) for item in items)
        case Quote(blocks=blocks):
            text = plain(blocks)
        case Grid(header=header, rows=rows):
            text = "\n".join("\t".join(map(plain_runs, row)) for row in (header, *rows))
        case Code(text=text) | Picture(alt=text):
            pass
        case Divider():
            text = ""
    return text


def plain_runs(runs: Runs) -> str:
    """The characters of runs without their styles."""
    return "".join(run.text for run in runs)
