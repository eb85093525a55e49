"""A draft as plain Markdown, also one that cannot be read: the last resort that loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.pages.editor.draft_labels import field_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.pages.editor.draft import IncidentDraft, Record

_TABLES = {
    "timeline": "Timeline",
    "factors": "Contributing Factors",
    "defences": "Defences",
    "actions": "Action Items",
}


def draft_markdown(draft: IncidentDraft) -> str:
    """Every text of the form as it was typed, under headings.

    Unlike `exporters.markdown` it needs no incident: half a time is half a time.
    """
    return "\n".join(_lines(draft)).rstrip() + "\n"


def _lines(draft: IncidentDraft) -> Iterator[str]:
    yield f"# {draft.title.strip() or draft.key or 'Postmortem'}"
    yield ""
    for name, value in _facts(draft):
        if value:
            yield f"**{name}:** {value}  "
    for section in draft.sections:
        if section.text("markdown"):
            yield ""
            yield f"## {section.text('title') or section.text('kind').capitalize()}"
            yield ""
            yield section.values["markdown"]
    for table, title in _TABLES.items():
        records: tuple[Record, ...] = getattr(draft, table)
        said = [one for one in records if not one.is_blank]
        if said:
            yield ""
            yield f"## {title}"
            yield ""
            yield from (f"- {_row(one)}" for one in said)


def _facts(draft: IncidentDraft) -> Iterator[tuple[str, str]]:
    yield "Key", draft.key
    yield "Severity", draft.severity
    for name, text in draft.times.items():
        yield field_label(name), f"{text} ({draft.timezone})" if text.strip() else ""
    yield "Services", ", ".join(draft.services)
    yield "Category", draft.category
    yield "Tags", ", ".join(draft.tags)
    yield "Authors", ", ".join(draft.authors)
    yield "Reviewers", ", ".join(draft.reviewers)
    for name, text in draft.amounts.items():
        yield field_label(name), text
    yield "Currency", draft.currency
    yield "SLO", draft.slo
    for name, flag in draft.flags.items():
        yield field_label(name), "" if flag is None else "yes" if flag else "no"


def _row(record: Record) -> str:
    return " | ".join(" ".join(text.split()) for text in record.values.values() if text.strip())
