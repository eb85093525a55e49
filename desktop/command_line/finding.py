"""The commands that find and show: `search`, `similar`, `show`, `list`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.command_line.exit_codes import DONE
from desktop.command_line.groups import add_command
from desktop.command_line.listing import list_records
from desktop.command_line.opening import add_as_of, as_of, open_index, open_library
from models.errors import BadInputError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands
    from models.incident import Incident
    from search.results import SearchResults, SimilarPair


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands of this group."""
    parser = add_command(commands, common, "search", search, "find incidents by words and filters")
    parser.add_argument(
        "query", metavar="QUERY", help='for example: severity:SEV-1 "pool exhausted"'
    )
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="at most N (20)")
    parser.add_argument(
        "--sort",
        choices=("relevance", "newest", "severity", "duration"),
        default="relevance",
    )
    add_as_of(parser)

    parser = add_command(
        commands, common, "similar", similar, "find incidents like another or like a text"
    )
    parser.add_argument("key", nargs="?", metavar="KEY")
    parser.add_argument("--text", type=Path, metavar="FILE", help="a text instead of an incident")
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="at most N (10)")

    parser = add_command(commands, common, "show", show, "show one incident with its postmortem")
    parser.add_argument("key", metavar="KEY")

    parser = add_command(commands, common, "list", list_records, "list incidents, actions or links")
    parser.add_argument("what", choices=("incidents", "actions", "links"))
    parser.add_argument(
        "--where",
        metavar="QUERY",
        help="incidents and links: what this search finds; actions: overdue:yes, due:<2w, "
        "owner:none, service:payments …",
    )
    parser.add_argument(
        "--ics", type=Path, metavar="FILE", help="actions: write their due dates as a calendar"
    )
    add_as_of(parser)


def search(options: Namespace, console: Console) -> int:
    """Search everything that is committed; the index catches up first."""
    with open_library(options) as library, open_index(library, console) as index:
        results = index.search(
            options.query,
            sort=options.sort,
            limit=options.limit,
            as_of=as_of(options),
            zone=library.settings.zone_info,
            with_snippets=True,
            nearest=True,
        )
    if options.json:
        console.json(_search_json(results))
    else:
        _print_results(results, console)
    return DONE


def _search_json(results: SearchResults) -> Mapping[str, object]:
    return {
        "query": results.query,
        "understood": results.understood,
        "total": results.total,
        "elapsed_ms": results.elapsed_ms,
        "did_you_mean": results.did_you_mean,
        "hits": [
            {
                "key": hit.key,
                "title": hit.title,
                "severity": hit.severity,
                "started_at": hit.started_at,
                "score": hit.score,
                "snippet": hit.snippet,
            }
            for hit in results.hits
        ],
        "facets": results.facets,
        "note": results.note,
    }


def _print_results(results: SearchResults, console: Console) -> None:
    if results.note:
        console.note(results.note)
    for hit in results.hits:
        started = f"{hit.started_at:%Y-%m-%d}" if hit.started_at else "undated"
        console.line(f"{hit.key}  {hit.severity or 'SEV-?'}  {started}  {hit.title}")
        if hit.snippet:
            console.line(f"    {' '.join(hit.snippet.split())}")
    found = "1 incident" if results.total == 1 else f"{results.total} incidents"
    console.line(f"{found} in {results.elapsed_ms:.0f} ms")
    if results.did_you_mean:
        console.line(f"Did you mean: {results.did_you_mean} ({results.would_find})")


def similar(options: Namespace, console: Console) -> int:
    """Rank incidents by likeness, with the evidence."""
    if (options.key is None) == (options.text is None):
        raise BadInputError("Name either an incident's key or a file with --text.")
    text = options.text.read_text(encoding="utf-8", errors="replace") if options.text else None
    with open_library(options) as library, open_index(library, console) as index:
        subject = library.incidents.by_key(options.key).id if options.key else None
        pairs = index.similar(incident_id=subject, text=text, limit=options.limit)
    if options.json:
        console.json({"pairs": [_pair_json(pair) for pair in pairs]})
        return DONE
    for pair in pairs:
        console.line(f"{pair.key}  {pair.score:.2f}  {pair.title}")
        for reason in pair.evidence:
            console.line(f"    {reason}")
    if not pairs:
        console.line("Nothing like it.")
    return DONE


def _pair_json(pair: SimilarPair) -> Mapping[str, object]:
    return {"key": pair.key, "score": pair.score, "evidence": pair.evidence}


def show(options: Namespace, console: Console) -> int:
    """Print one incident: as JSON, or as the Markdown that export would write."""
    with open_library(options) as library:
        incident = library.incidents.by_key(options.key)
    if options.json:
        console.json(_show_json(incident))
        return DONE
    from exporters.markdown import write_markdown

    console.line(write_markdown(incident).rstrip("\n"))
    return DONE


def _show_json(incident: Incident) -> Mapping[str, object]:
    from models.snapshot import show_json

    return show_json(incident)
