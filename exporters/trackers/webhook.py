"""Incoming webhooks: Slack's, and whatever else takes ``{"text": …}`` (Teams, Mattermost)."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from exporters.trackers.failures import (
    ForbiddenAddressError,
    MissingSecretError,
    NoSuchIssueError,
    RateLimitedError,
    RefusedError,
    ServiceTroubleError,
    UnreachableError,
)
from exporters.trackers.http import check_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.figures.change import Compared
    from models.figures.figure import Count
    from models.figures.trend import Trend
    from models.incident import Incident
    from models.trackers import TrackerAccount

_TIMEOUT = (5.0, 15.0)


def publication_message(key: str, title: str, *, action_items: int, link: str = "") -> str:
    """The practice's message for a final postmortem, in Slack's markup, hostile text escaped."""
    where = f"<{link}|{_escaped(key)}>" if link else _escaped(key)
    return (
        f"Postmortem {where} published: {_escaped(title)}. "
        f"Action items: {action_items}. Please review and prioritize."
    )


def message_for(incident: Incident) -> str:
    """The practice's message for an incident's postmortem, with its counts.

    An incident is not on the web: its key is what one looks up in Afterword.
    """
    items = incident.action_items
    lines = [
        publication_message(incident.key, incident.title, action_items=len(items)),
        *_described(incident),
    ]
    missing = [
        f"{count} without {word}"
        for word, count in (
            ("owner", sum(not one.owner for one in items)),
            ("due date", sum(not one.due_on for one in items)),
        )
        if count
    ]
    if missing:
        lines.append(f"Still missing: {', '.join(missing)}.")
    issues = [one.tracker_key for one in items if one.tracker_key]
    if issues:
        lines.append(f"Issues: {_escaped(', '.join(issues))}.")
    return "\n".join(lines)


def trend_message(trend: Trend) -> str:
    """A month (or another period) in a few lines: counts, the practice's targets, categories."""
    counts = [
        f"{severity} {one.now.value}{_before(one)}"
        for severity, one in trend.by_severity.items()
        if one.now.value or (one.previous and one.previous.value)
    ]
    lines = [f"*Incident trend, {trend.period.label}*"]
    total = f"{trend.incidents.now.value} incidents{_before(trend.incidents)}"
    lines.append(f"{total}: {', '.join(counts)}." if counts else f"{total}.")
    lines += [
        f"{label}: {one.now.k}/{one.now.n} ({one.now.value:.0%}), target {target}."
        for label, one, target in (
            ("Postmortems completed", trend.postmortem_completion, "100%"),
            ("Action items done by their due date", trend.action_item_completion, "80% or more"),
            ("Repeat incidents", trend.repeat_incident_rate, "below 20%"),
        )
        if one.now.value is not None
    ]
    named = [f"{_escaped(one.category)} {one.count}" for one in trend.top_categories[:3]]
    if named:
        lines.append(f"Top categories: {', '.join(named)}.")
    return "\n".join(lines)


def send_to(account: TrackerAccount, url: str | None, text: str) -> None:
    """Post a message to an account; its whole address is the account's secret.

    Raises:
        MissingSecretError: when the address is not known on this computer.
        ForbiddenAddressError: when it leads to another host than the account's.
        TrackerError: when the message did not arrive.
    """
    if not url:
        raise MissingSecretError(
            f"The address of “{account.name}” is not known on this computer.",
            "Enter it in Settings, Trackers.",
        )
    check_host(account, url)
    send_message(url, text, allow_plain_http=account.allow_plain_http)


def check_host(account: TrackerAccount, url: str) -> None:
    """Refuse a webhook's address that leads elsewhere than its account says.

    Raises:
        ForbiddenAddressError: in that case; the address itself is not shown.
    """
    here, there = urlsplit(account.base_url), urlsplit(url)
    if (here.scheme, here.netloc) != (there.scheme, there.netloc):
        raise ForbiddenAddressError(
            f"The address does not lead to {here.netloc or 'the host of this account'}.",
            "Enter a fresh one in Settings, Trackers.",
        )


def send_message(url: str, text: str, *, allow_plain_http: bool = False) -> None:
    """Post one message. The URL is a secret: no error shows more of it than its host.

    Raises:
        ForbiddenAddressError: when the URL is not one that Afterword sends to.
        TrackerError: when the message did not arrive.
    """
    import requests  # noqa: PLC0415  (costs start-up time)

    check_address(url, allow_plain_http=allow_plain_http)
    body: Mapping[str, Any] = {"text": text}
    try:
        with _unlogged():
            response = requests.post(url, json=body, timeout=_TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        # `from None`: the exception's own text holds the URL.
        raise UnreachableError(
            "The webhook cannot be reached.",
            "Try again when you are connected.",
            was_sent=_was_sent(error),
        ) from None
    _refuse(response.status_code, response.headers)


def _was_sent(error: Exception) -> bool:
    """Whether a message may have arrived: anything may, once there was a connection."""
    from requests import exceptions  # noqa: PLC0415
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError  # noqa: PLC0415

    if isinstance(error, (exceptions.ConnectTimeout, exceptions.SSLError, exceptions.ProxyError)):
        return False
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", None)
    return not isinstance(reason, (ConnectTimeoutError, NewConnectionError))


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep the path of an address, which is the secret, out of urllib3's debug log."""
    log = logging.getLogger("urllib3.connectionpool")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _refuse(status: int, headers: Mapping[str, str]) -> None:
    if status == 429:
        stated = headers.get("Retry-After", "")
        pause = int(stated) if stated.isdigit() else None
        raise RateLimitedError(
            "The webhook asks us to slow down.",
            f"Try again in {pause} s." if pause else "Try again in a few minutes.",
            retry_after=pause,
        )
    if status in (403, 404, 410):
        raise NoSuchIssueError(
            "The webhook is gone or switched off.", "Enter a fresh address in Settings."
        )
    if status >= 500:
        raise ServiceTroubleError("The webhook's service is in trouble.", "Try again later.")
    if status >= 300:
        raise RefusedError(f"The webhook refused the message ({status}).", "")


def _described(incident: Incident) -> Iterator[str]:
    facts = [incident.severity.value] if incident.severity else []
    if incident.duration_minutes is not None:
        facts.append(f"{incident.duration_minutes} minutes")
    facts += incident.services[:3]
    if facts:
        yield _escaped(", ".join(facts)) + "."


def _before(one: Compared[Count]) -> str:
    return f" (before: {one.previous.value})" if one.previous else ""


def _escaped(text: str) -> str:
    """Slack's three control characters, and no way to ping a whole channel."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
