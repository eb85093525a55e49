"""Incoming webhooks: Slack's, and whatever else takes ``{"text": …}`` (Teams, Mattermost)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exporters.trackers.failures import (
    NoSuchIssueError,
    RefusedError,
    ServiceTroubleError,
    UnreachableError,
)
from exporters.trackers.http import check_address

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIMEOUT = (5.0, 15.0)


def publication_message(key: str, title: str, *, action_items: int, link: str = "") -> str:
    """The practice's message for a final postmortem, in Slack's markup, hostile text escaped."""
    where = f"<{link}|{_escaped(key)}>" if link else _escaped(key)
    return (
        f"Postmortem {where} published: {_escaped(title)}. "
        f"Action items: {action_items}. Please review and prioritize."
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
        response = requests.post(url, json=body, timeout=_TIMEOUT, allow_redirects=False)
    except requests.RequestException:
        # `from None`: the exception's own text holds the URL.
        raise UnreachableError(
            "The webhook cannot be reached.", "Try again when you are connected.", was_sent=True
        ) from None
    if response.status_code in (403, 404, 410):
        raise NoSuchIssueError(
            "The webhook is gone or switched off.", "Enter a fresh address in Settings."
        )
    if response.status_code >= 500:
        raise ServiceTroubleError("The webhook's service is in trouble.", "Try again later.")
    if response.status_code >= 300:
        raise RefusedError(f"The webhook refused the message ({response.status_code}).", "")


def _escaped(text: str) -> str:
    """Slack's three control characters, and no way to ping a whole channel."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
