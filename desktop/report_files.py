"""Reports as files: every format from one report model, whole or not at all.

Importing this module is slow: the window does so in its background lane.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.pages.facts import read_judging_policy, read_known, read_policy
from desktop.version import application_version
from exporters.document import Brand
from exporters.formats import ENGLISH, Formats, formats_of
from exporters.html_report import report_as_html
from exporters.json_report import report_values
from exporters.markdown_report import report_as_markdown
from exporters.report_context import PageSize, ReportContext
from exporters.whole_files import write_whole
from models.errors import BadInputError, NotFoundError
from models.figures.known import Known
from models.policy import judge
from models.vocabulary import LinkKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from exporters.document import Report
    from models.incident import Incident
    from models.library import Library
    from models.report_look import ReportLook
    from models.rows import ActionRow

Progress = Callable[[int, int], None]

SUFFIXES = (".pdf", ".html", ".md", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReport:
    """What was written.

    Attributes:
        pages: of a PDF; 0 for other formats.
        replaced_characters: characters that no font of the PDF draws, each printed as □.
    """

    path: Path
    pages: int = 0
    replaced_characters: int = 0

    @property
    def remark(self) -> str:
        """What the reader of a message has to know of it; empty mostly."""
        number = self.replaced_characters
        if not number:
            return ""
        noun = "character" if number == 1 else "characters"
        return f"{number} {noun} that no font here draws printed as □; the HTML file has them."


def check_suffix(target: Path, what: str) -> str:
    """The suffix that names the format.

    Raises:
        BadInputError: for another one than `SUFFIXES`, before anything was read or computed.
    """
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadInputError(
            f"{target.name} names no format that {what} can be written in.",
            f"Its name must end in {', '.join(SUFFIXES)}.",
        )
    return suffix


def library_context(library: Library, *, as_of: datetime, suffix: str = "") -> ReportContext:
    """The circumstances of a report about a library: its name, zone, policy and look.

    Args:
        library: whose report it is.
        as_of: the instant that it is made for.
        suffix: names the format that it is for; JSON's texts are English whatever is set.
    """
    version = library.policies.current()
    look = library.settings.report_look
    return ReportContext(
        library_name=library.name,
        as_of=as_of,
        zone=library.settings.zone,
        generated_by=f"Afterword {application_version()}",
        policy_version=version.number if version else None,
        page_size=PageSize(look.paper),
        brand=brand_of(look),
        formats=formats_for(look, suffix),
    )


def brand_of(look: ReportLook) -> Brand:
    """What the library's settings say of whose report it is."""
    return Brand(company=look.company, accent=look.accent, logo=look.logo)


def formats_for(look: ReportLook, suffix: str) -> Formats:
    """How days and numbers are written in a file of a format; programs read JSON, in English."""
    return ENGLISH if suffix == ".json" else formats_of(look.formats)


def write_report(
    report: Report,
    context: ReportContext,
    target: Path,
    *,
    what: str,
    picture: Callable[[str], bytes | None] | None = None,
    figures: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> WrittenReport:
    """Write a report as `target`'s suffix asks.

    Args:
        report: what it says.
        context: gives the paper and the brand.
        target: ends in .pdf, .html, .md or .json.
        what: what it is, for a refusal: "an action register".
        picture: the bytes of an image that the report shows, by its name.
        figures: further values for JSON, beside those of the report.
        progress: told (pages set, of how many); may raise to stop, nothing is written then.

    Raises:
        BadInputError: for another suffix, or when nothing can be written there.
    """
    suffix = check_suffix(target, what)
    report = replace(report, brand=context.brand)
    shown = picture or _no_picture
    if suffix == ".pdf":
        from exporters.pdf.pages import report_as_pdf  # noqa: PLC0415  (ReportLab is slow)
        from exporters.pdf.system_fonts import machine_fonts  # noqa: PLC0415

        data, result = report_as_pdf(report, context.page_size, shown, progress, machine_fonts())
        write_whole(target, data)
        return WrittenReport(
            path=target, pages=result.pages, replaced_characters=result.replaced_characters
        )
    made = report_text(report, suffix, picture=shown, figures=figures)
    # Half a character can come in with a file's bytes; it must not keep the rest from leaving.
    write_whole(target, made.encode("utf-8", "replace"))
    return WrittenReport(path=target)


def report_text(
    report: Report,
    suffix: str,
    *,
    picture: Callable[[str], bytes | None] | None = None,
    figures: Mapping[str, Any] | None = None,
) -> str:
    """A report as what stands in a file of ".json", ".html" or ".md"."""
    if suffix == ".json":
        values = {**figures, "report": report_values(report)} if figures else report_values(report)
        return json.dumps(values, indent=2, ensure_ascii=False) + "\n"
    if suffix == ".html":
        return report_as_html(report, picture or _no_picture)
    return report_as_markdown(report)


def _no_picture(_name: str) -> bytes | None:
    return None


def write_register(
    library: Library,
    target: Path,
    *,
    as_of: datetime,
    rows: Sequence[ActionRow] | None = None,
    filters: str = "",
    progress: Progress | None = None,
) -> WrittenReport:
    """Write the register of action items.

    Args:
        library: where they are.
        target: its suffix names the format.
        as_of: the instant that it is made for.
        rows: the items to print, where not all are; read at `as_of`.
        filters: how they were chosen, in words.
        progress: as for `write_report`.

    Raises:
        BadInputError: for another suffix, or when nothing can be written there.
    """
    from exporters.reports.register import register_report  # noqa: PLC0415  (only when asked for)
    from exporters.reports.trend_charts import ageing_chart  # noqa: PLC0415

    suffix = check_suffix(target, "an action register")
    context = library_context(library, as_of=as_of, suffix=suffix)
    ageing = None
    if rows is None:
        rows = library.actions.rows(as_of=as_of)
        ageing = ageing_chart(read_known(library, as_of)[0], context.formats)
    report = register_report(rows, context, ageing=ageing, filters=filters)
    return write_report(report, context, target, what="an action register", progress=progress)


def write_meeting_pack(
    library: Library,
    incident: Incident,
    target: Path,
    *,
    as_of: datetime,
    progress: Progress | None = None,
) -> WrittenReport:
    """Write what the postmortem meeting about `incident` needs.

    Raises:
        BadInputError: for another suffix, or when nothing can be written there.
    """
    from exporters.reports.meeting import meeting_report  # noqa: PLC0415  (only when asked for)

    suffix = check_suffix(target, "a meeting pack")
    policy, _number = read_judging_policy(library, incident.id)
    base = library_context(library, as_of=as_of, suffix=suffix)
    context = replace(base, verdict=judge(incident, policy, as_of=as_of, zone=base.zone))
    linked = [
        one.incident_id
        for one in incident.links
        if one.incident_id and one.kind is not LinkKind.NOT_RELATED
    ]
    found = {
        row.id: row
        for identifier in linked
        for row in library.actions.for_incident(identifier, as_of)
        if not row.status.is_closed
    }
    own = {item.id for item in incident.action_items}
    related = [row for identifier, row in found.items() if identifier not in own]
    report = meeting_report(incident, context, related=related)
    return write_report(report, context, target, what="a meeting pack", progress=progress)


def write_service_history(
    library: Library,
    service: str,
    target: Path,
    *,
    as_of: datetime,
    progress: Progress | None = None,
) -> WrittenReport:
    """Write everything that happened to a service and the parts below it.

    Args:
        library: where the incidents are.
        service: a path, or its last part where that is unambiguous; case does not matter.
        target: its suffix names the format.
        as_of: the instant that it is made for.
        progress: as for `write_report`.

    Raises:
        NotFoundError: when no service of that name is known.
        BadInputError: when several are, for another suffix, or when nothing can be written there.
    """
    from exporters.reports.service import service_report  # noqa: PLC0415  (only when asked for)

    suffix = check_suffix(target, "a service history")
    path = _service(library, service)
    incidents = [
        row
        for row in library.counts.incidents(as_of=as_of)
        if any(_is_within(one, path) for one in row.services)
    ]
    ids = {row.id for row in incidents}
    facts = library.facts()
    narrowed = replace(
        facts,
        incidents=tuple(one for one in facts.incidents if one.id in ids),
        actions=tuple(one for one in facts.actions if not ids.isdisjoint(one.incident_ids)),
        links=tuple(one for one in facts.links if one.from_id in ids and one.to_id in ids),
    )
    known = Known(narrowed, as_of=as_of, policy=read_policy(library)[0])
    items = {one.id for one in narrowed.actions}
    actions = [row for row in library.actions.rows(as_of=as_of) if row.id in items]
    context = library_context(library, as_of=as_of, suffix=suffix)
    report = service_report(path, incidents, actions, known, context)
    return write_report(report, context, target, what="a service history", progress=progress)


def _is_within(service: str, path: str) -> bool:
    """Whether a service is that one or below it."""
    return f"{service}/".casefold().startswith(f"{path}/".casefold())


def _service(library: Library, name: str) -> str:
    wanted = name.strip().strip("/").casefold()
    known = [one.name for one in library.vocabulary.services()]
    whole = [one for one in known if one.casefold() == wanted]
    ends = whole or [one for one in known if one.casefold().endswith(f"/{wanted}")]
    if len(ends) == 1 and wanted:
        return ends[0]
    if ends and wanted:
        raise BadInputError(
            f"Several services are called “{name}”: {', '.join(ends[:5])}.", "Give the whole path."
        )
    near = get_close_matches(wanted, [one.casefold() for one in known], n=3, cutoff=0.5)
    hint = f"Did you mean {', '.join(near)}?" if near else "Look at the list of services."
    raise NotFoundError(f"No service is called “{name}”.", hint)
