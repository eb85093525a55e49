"""The commands that speak with trackers: `push`, `pull`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.command_line.exit_codes import DONE, FINDING
from desktop.command_line.groups import add_command
from desktop.command_line.opening import add_as_of, as_of, open_library
from models.errors import BadInputError
from models.trackers import TrackerKind

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from uuid import UUID

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands
    from desktop.trackers.tokens import Tokens
    from exporters.trackers.planning import PlannedIssue
    from exporters.trackers.sending import SendReport, SyncProgress
    from models.incident import Incident
    from models.library import Library
    from models.trackers import TrackerAccount


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands of this group."""
    parser = add_command(
        commands, common, "push", push, "make tracker issues of action items, or tell Slack"
    )
    parser.add_argument("key", metavar="KEY", nargs="?", help="the incident")
    parser.add_argument("--to", required=True, choices=[kind.value for kind in TrackerKind])
    parser.add_argument(
        "--month", metavar="PERIOD", help="tell Slack of a month (2025-02) instead of an incident"
    )
    parser.add_argument("--account", default="", metavar="NAME", help="where there are several")
    parser.add_argument("--dry-run", action="store_true", help="say what would be sent")
    add_as_of(parser)
    parser = add_command(
        commands, common, "pull", pull, "bring status, assignee and due date of issues here"
    )
    parser.add_argument(
        "--send", action="store_true", help="first send what waits: closed action items, messages"
    )


def push(options: Namespace, console: Console) -> int:
    """Send, and say what became of each action item; what fails waits in the outbox."""
    if bool(options.key) == bool(options.month):
        raise BadInputError("Nothing says what to push.", "Give the key of an incident.")
    with open_library(options) as library:
        account = library.trackers.named(TrackerKind(options.to), options.account)
        if not account.has_issues:
            return _tell(options, console, library, account)
        if options.month:
            raise BadInputError("A month can be told to Slack only.", "Use --to slack.")
        return _push_issues(options, console, library, account)


def pull(options: Namespace, console: Console) -> int:
    """Ask every account; conflicts are left to a person."""
    from exporters.trackers.pulling import pull as ask
    from exporters.trackers.sending import send_outbox
    from exporters.trackers.telling import tell_waiting

    tokens, show = _tokens(), _progress(console)
    with open_library(options) as library:
        told = tell_waiting(library, tokens.token) if options.send else ()
        sent = send_outbox(library, tokens.connect, progress=show) if options.send else None
        report = ask(library, tokens.connect, progress=show)
        console.progress_done()
        waiting = library.trackers.not_pushed()
    if options.json:
        answer = {
            "accounts": report.accounts,
            "conflicts": report.conflicts,
            "not_pushed": waiting,
        }
        console.json(answer | ({"sent": sent.items, "told": told} if sent else {}))
    else:
        for message in told:
            words = f"not sent: {message.problem}" if message.problem else "message sent"
            console.line(f"{message.account}: {words}")
        for one in report.accounts:
            console.line(f"{one.name}: {one.asked} asked for, {one.changed} changed")
            for text in (one.problem, *(f"not there: {key}" for key in one.missing)):
                if text:
                    console.line(f"    {text}")
        for conflict in report.conflicts:
            console.line(
                f"A-{conflict.register_number} {conflict.key}: {conflict.field} is "
                f"“{conflict.here}” here, “{conflict.there}” there"
            )
        console.line(f"{waiting} not pushed")
    troubled = any(one.problem or one.missing for one in report.accounts)
    troubled = troubled or any(one.outcome != "sent" for one in told)
    return FINDING if troubled or report.conflicts or (sent and _incomplete(sent)) else DONE


def _push_issues(
    options: Namespace, console: Console, library: Library, account: TrackerAccount
) -> int:
    from exporters.trackers.assigning import assignee_words
    from exporters.trackers.planning import plan_issues
    from exporters.trackers.sending import send_outbox
    from models.operations.tracker_outbox import queue_issues

    incident = library.incidents.by_key(options.key)
    plan = plan_issues(library, incident.id)
    if options.dry_run:
        people = library.trackers.people(account.id)
        owners = {one.id: one.owner for one in incident.action_items}
        given = {
            id: f"{owner}: {assignee_words(account.kind, people, owner)}"
            for id, owner in owners.items()
            if owner
        }
        _show_plan(options, console, account, plan, given)
        return DONE
    ids = [one.action_id for one in plan]
    queue_issues(library, account.id, incident.id, ids)
    report = send_outbox(library, _tokens().connect, only=ids, progress=_progress(console))
    console.progress_done()
    if options.json:
        console.json({"account": account.name, "key": incident.key, "items": report.items})
    else:
        for one in report.items:
            console.line(f"{one.outcome:<8} {one.key or '-':<12} {one.title}")
            if one.problem or one.note:
                console.line(f"         {one.problem or one.note}")
        console.line(_summary(report, incident))
    return FINDING if _incomplete(report) else DONE


def _summary(report: SendReport, incident: Incident) -> str:
    created, waiting = report.count("created"), report.count("waiting") + report.count("failed")
    if not report.items:
        return f"{incident.key} has no action item that needs an issue."
    return f"{created} created, {waiting} kept for later"


def _show_plan(
    options: Namespace,
    console: Console,
    account: TrackerAccount,
    plan: tuple[PlannedIssue, ...],
    given: dict[UUID, str],
) -> None:
    if options.json:
        items: list[dict[str, Any]] = [
            {
                "number": one.number,
                "title": one.issue.title,
                "due_on": one.issue.due_on,
                "body": one.issue.body,
                "skipped": one.reason,
                "assigned": "" if one.reason else given.get(one.action_id, ""),
                "warning": one.warning,
            }
            for one in plan
        ]
        console.json({"account": account.name, "dry_run": True, "items": items})
        return
    for one in plan:
        console.line(f"{one.reason or 'would be created':<18} {one.number}. {one.issue.title}")
        for text in (one.warning, given.get(one.action_id, "")):
            if text and not one.reason:
                console.line(f"{'':<18} {text}")


def _tell(options: Namespace, console: Console, library: Library, account: TrackerAccount) -> int:
    from desktop.trackers.messages import incident_message, period_message
    from exporters.trackers.telling import tell
    from models.figures.periods import Period

    if options.month:
        text = period_message(library, Period.parse(options.month), as_of=as_of(options))
    else:
        text = incident_message(library, library.incidents.by_key(options.key).id)
    if options.dry_run:
        if options.json:
            console.json({"account": account.name, "text": text, "sent": False})
        else:
            console.line(text)
        return DONE
    told = tell(library, _tokens().token, account, text)
    is_sent = told.outcome == "sent"
    if options.json:
        told_as = {"account": account.name, "text": text, "sent": is_sent}
        console.json(told_as | ({} if is_sent else {"problem": told.problem}))
    elif is_sent:
        console.line(f"Sent to {account.name}.")
    else:
        console.line(f"Kept for later: {told.problem}")
    return DONE if is_sent else FINDING


def _incomplete(report: SendReport) -> bool:
    return bool(report.count("waiting") or report.count("failed"))


def _tokens() -> Tokens:
    from desktop.trackers.secrets import SecretStore
    from desktop.trackers.tokens import Tokens

    return Tokens.of_process(SecretStore())


def _progress(console: Console) -> Any:
    def show(progress: SyncProgress) -> None:
        console.progress(f"{progress.done} of {progress.total}: {progress.text}")

    return show
