"""How a command without a window comes by a token: keyring, environment, or asking."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.trackers.secrets import SecretStore
    from exporters.trackers.push import Tracker
    from models.trackers import TrackerAccount

VARIABLE = "AFTERWORD_TOKEN"
"""For machines without a keyring (cron, CI): read, and never written anywhere."""


class Tokens:
    """The tokens of one command, each asked for once."""

    def __init__(
        self, secrets: SecretStore, ask: Callable[[str], str] | None, environment: str | None
    ) -> None:
        """Look into the keyring, then the environment, then ask.

        Args:
            secrets: the keyring, and what was told in this process.
            ask: asks a person at a terminal; None where nobody is there.
            environment: what the variable holds.
        """
        self._secrets = secrets
        self._ask = ask
        self._environment = environment

    @classmethod
    def of_process(cls, secrets: SecretStore) -> Tokens:
        """For this process: its environment and its terminal."""
        return cls(
            secrets,
            _ask_at_terminal if sys.stdin is not None and sys.stdin.isatty() else None,
            os.environ.get(VARIABLE) or None,
        )

    def token(self, account: TrackerAccount) -> str | None:
        """The token of an account; None when nobody knows it."""
        found = self._secrets.get(account.id) or self._environment
        if found is None and self._ask is not None:
            what = "Token" if account.has_issues else "Webhook address"
            found = self._ask(f"{what} of “{account.name}”: ").strip() or None
            if found is not None:
                self._secrets.keep(account.id, found)
        return found

    def connect(self, account: TrackerAccount) -> Tracker:
        """Open an account's tracker.

        Raises:
            TrackerError: when it cannot be used, or its token is not known.
        """
        from exporters.trackers.connecting import open_tracker  # noqa: PLC0415  (when sending)

        return open_tracker(account, self.token(account))


def _ask_at_terminal(question: str) -> str:
    from getpass import getpass  # noqa: PLC0415  (seldom needed)

    return getpass(question)
