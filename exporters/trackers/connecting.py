"""From an account and its secret to a tracker that can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.trackers.failures import MissingSecretError
from exporters.trackers.github import GitHubClient
from exporters.trackers.jira import JiraClient
from exporters.trackers.values import Credentials
from models.trackers import TrackerKind

if TYPE_CHECKING:
    from exporters.trackers.push import Tracker
    from models.trackers import TrackerAccount


def open_tracker(account: TrackerAccount, secret: str | None) -> Tracker:
    """The tracker of an account; nothing is sent yet.

    Raises:
        MissingSecretError: when the token is not known.
        TrackerError: when the account cannot be used.
    """
    if not secret:
        raise MissingSecretError(
            f"The token of “{account.name}” is not known on this computer.",
            "Enter it in Settings, Trackers.",
        )
    credentials = Credentials(user=account.user, secret=secret)
    if account.kind is TrackerKind.JIRA:
        return JiraClient(account, credentials)
    return GitHubClient(account, credentials)
