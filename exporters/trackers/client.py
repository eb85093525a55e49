"""What every tracker client is: one account, spoken to through one host, closed at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from exporters.trackers.http import HostClient
    from exporters.trackers.values import TrackerAccount


class TrackerClient:
    """Holds the account and the connection. Use as a context manager."""

    def __init__(self, account: TrackerAccount, http: HostClient) -> None:
        """Take over the connection."""
        self._account = account
        self._http = http

    def __enter__(self) -> Self:
        """The client itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close its connections."""
        self._http.close()
