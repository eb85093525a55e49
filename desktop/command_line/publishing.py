"""`afterword publish`: make a postmortem final once it passes the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.command_line.exit_codes import DONE, FINDING
from desktop.command_line.groups import add_command
from desktop.command_line.opening import open_library
from desktop.configuration import Configuration
from models.errors import BadInputError
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from desktop.command_line.console import Console
    from desktop.command_line.groups import Commands
    from models.incident import Incident
    from models.library import Library
    from models.policy_checks import Check


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare `publish`."""
    parser = add_command(
        commands, common, "publish", publish, "make a postmortem final, or say what is left"
    )
    parser.add_argument("key", metavar="KEY")
    parser.add_argument(
        "--override",
        action="append",
        default=[],
        metavar="CHECK=REASON",
        help="set a check aside; the reason is kept with the postmortem",
    )
    parser.add_argument(
        "--by", default=None, metavar="HANDLE", help="who publishes it; else this device's handle"
    )


def publish(options: Namespace, console: Console) -> int:
    """Publish; with checks left, print them and leave everything as it was."""
    from models.operations.incidents import set_status
    from models.operations.publishing import override_check

    me = options.by or Configuration.load().handle or None
    with open_library(options) as library:
        incident = library.incidents.by_key(options.key)
        checks = _checks(library, incident)
        reasons = _reasons(options.override, {one.name for one in checks})
        aside = {one.check for one in library.publishing.state(incident.id).overrides}
        left = [
            one
            for one in checks
            if not one.passed and one.name not in aside and one.name not in reasons
        ]
        if not left:
            for check, reason in reasons.items():
                override_check(library, incident.id, check, reason=reason, made_by=me)
            set_status(
                library,
                incident.id,
                PostmortemStatus.FINAL,
                version=incident.version,
                made_by=me,
            )
    if options.json:
        console.json({"key": incident.key, "published": not left, "left": left})
    else:
        _print(console, incident.key, left)
    return FINDING if left else DONE


def _print(console: Console, key: str, left: list[Check]) -> None:
    if not left:
        console.line(f"{key}: published")
        return
    console.line(f"{key} is not published, {len(left)} left:")
    for check in left:
        detail = f" ({check.detail})" if check.detail else ""
        console.line(f"    {check.name:<24} {check.text}{detail}")


def _checks(library: Library, incident: Incident) -> tuple[Check, ...]:
    from models.blameless.answers import people_of, unanswered
    from models.blameless.hints import BlamelessReader
    from models.blameless.rules import RuleBook
    from models.policy_checks import publish_checks

    reader = BlamelessReader(RuleBook.shipped(), people_of(incident))
    kept = library.hints.kept(incident.id)
    hints = [
        hint
        for section in incident.sections
        for hint in unanswered(reader.hints(section.markdown), kept)
    ]
    return publish_checks(incident, hints)


def _reasons(written: list[str], known: set[str]) -> dict[str, str]:
    reasons = {}
    for one in written:
        check, mark, reason = one.partition("=")
        if check.strip() not in known or not mark or not reason.strip():
            names = ", ".join(sorted(known))
            raise BadInputError(
                f"“{one}” sets no check aside.", f"Write CHECK=REASON; checks are {names}."
            )
        reasons[check.strip()] = reason.strip()
    return reasons
