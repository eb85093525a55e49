"""What can go wrong with somebody else's service, each in its own plain words."""

from __future__ import annotations

from models.errors import UserError


class TrackerError(UserError):
    """The tracker did not do what was asked. `can_retry` says whether later may go better."""

    can_retry = False


class MissingSecretError(TrackerError):
    """Nobody told this computer the token, or it was told for one session only."""

    can_retry = True


class BadCredentialsError(TrackerError):
    """401: who we say we are is not believed."""


class NotAllowedError(TrackerError):
    """403: we are known, and may not do this."""


class NoSuchIssueError(TrackerError):
    """404 or 410: the project, repository or issue is not there, or not for us to see."""


class RefusedError(TrackerError):
    """400, 409 or 422: the request itself was not accepted; the service says why."""


class RateLimitedError(TrackerError):
    """429, or GitHub's 403 with nothing left: too many requests.

    Attributes:
        retry_after: seconds until it makes sense to ask again; None where the service did not say.
    """

    can_retry = True

    def __init__(self, message: str, next_step: str, *, retry_after: int | None) -> None:
        """Keep the pause that the service asked for."""
        super().__init__(message, next_step)
        self.retry_after = retry_after


class ServiceTroubleError(TrackerError):
    """5xx: their side is in trouble."""

    can_retry = True


class UnreachableError(TrackerError):
    """No connection, no name, no certificate, or no answer in time.

    Attributes:
        was_sent: whether the request may have arrived all the same.
    """

    can_retry = True

    def __init__(self, message: str, next_step: str, *, was_sent: bool) -> None:
        """Remember whether an answer may have been lost rather than the question."""
        super().__init__(message, next_step)
        self.was_sent = was_sent


class OddAnswerError(TrackerError):
    """An answer that is not what the service's own documents promise."""


class ForbiddenAddressError(TrackerError):
    """An address that Afterword does not send to: another host, ``file:``, plain ``http:``."""
