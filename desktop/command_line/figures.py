"""The commands that judge: `policy`, `lint`, `metrics`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.command_line.exit_codes import DONE, FINDING
from desktop.command_line.groups import add_command
from desktop.command_line.opening import add_as_of, as_of, open_library
from desktop.command_line.periods import add_period, asked_period

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands
    from models.blameless.hints import BlamelessReader
    from models.incident import Incident


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands of this group."""
    parser = add_command(commands, common, "lint", lint, "find where a postmortem blames a person")
    parser.add_argument("subject", metavar="FILE|KEY", help="a Markdown file, else an incident")

    parser = add_command(
        commands, common, "policy", policy, "say whether an incident requires a postmortem, and why"
    )
    parser.add_argument("key", metavar="KEY")
    add_as_of(parser)

    parser = add_command(
        commands, common, "metrics", metrics, "compute a period's figures beside the one before"
    )
    add_period(parser)
    add_as_of(parser)


def lint(options: Namespace, console: Console) -> int:
    """Print the blameless hints of a file, or those of an incident that nobody answered."""
    from models.blameless.answers import KeptHint, unanswered

    file = Path(options.subject)
    kept: tuple[KeptHint, ...] = ()
    if file.is_file():
        from models.reading.reader import read_markdown

        data = file.read_bytes()
        text = data.decode("utf-8", errors="replace")
        incidents = [one.incident for one in read_markdown(data, name=file.name).incidents]
    else:
        from exporters.markdown import write_markdown

        with open_library(options) as library:
            incidents = [library.incidents.by_key(options.subject)]
            kept = library.hints.kept(incidents[0].id)
        text = write_markdown(incidents[0])
    hints = unanswered(_reader(incidents).hints(text), kept)
    if options.json:
        names = ("line", "column", "text", "rule", "why", "rewrite")
        console.json({"hints": [{name: getattr(hint, name) for name in names} for hint in hints]})
    else:
        for hint in hints:
            console.line(f"{options.subject}:{hint.line}:{hint.column}: {hint.text}  ({hint.rule})")
            console.line(f"    {hint.why}")
            console.line(f"    {hint.rewrite}")
    return FINDING if hints else DONE


def _reader(incidents: list[Incident]) -> BlamelessReader:
    """A reader that knows the people whom these incidents name."""
    from models.blameless.hints import BlamelessReader
    from models.blameless.rules import RuleBook

    people = {
        person
        for one in incidents
        for person in (
            *(one.postmortem.authors + one.postmortem.reviewers if one.postmortem else ()),
            *(item.owner for item in one.action_items if item.owner),
        )
    }
    return BlamelessReader(RuleBook.shipped(), people)


def policy(options: Namespace, console: Console) -> int:
    """Print the verdict of the policy that judges the incident, rule by rule."""
    from desktop.pages.facts import read_judging_policy
    from models.policy import judge

    with open_library(options) as library:
        incident = library.incidents.by_key(options.key)
        judging, number = read_judging_policy(library, incident.id)
        verdict = judge(incident, judging, as_of=as_of(options), zone=library.settings.zone)
    if options.json:
        console.json(
            {
                "verdict": verdict.outcome,
                "rules": verdict.rules,
                "meeting_due": verdict.meeting_due,
                "document_due": verdict.document_due,
                "note": verdict.note,
                "policy_version": number,
            }
        )
        return DONE
    by = f"policy v{number}" if number else "the policy as shipped"
    console.line(f"{incident.key}: postmortem {verdict.outcome}, by {by}")
    if verdict.note:
        console.line(verdict.note)
    for rule in verdict.rules:
        console.line(f"    {rule.outcome:<10} {rule.name}: {rule.reason}")
    for what, due in (("Meeting", verdict.meeting_due), ("Document", verdict.document_due)):
        if due is not None:
            console.line(f"{what} due {due:%Y-%m-%d %H:%M} UTC")
    return DONE


def metrics(options: Namespace, console: Console) -> int:
    """Print the figures of a period beside those of the one before."""
    from desktop.command_line.trend_text import print_trend
    from desktop.pages.facts import read_known
    from models.figures.json_shape import metrics_json
    from models.figures.trend import trend

    moment = as_of(options)
    with open_library(options) as library:
        period = asked_period(options, moment, library.settings.zone)
        known, classes = read_known(library, moment)
    found = trend(known, classes, period, window=options.window)
    if options.json:
        console.json(metrics_json(found))
    else:
        print_trend(found, console)
    return DONE
