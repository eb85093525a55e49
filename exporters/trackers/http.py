"""One host, spoken to over HTTPS: retries, refusals of other hosts, failures in plain words.

`requests` is imported inside, since it costs start-up time and most sessions never send.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from typing_extensions import override

from exporters.trackers.failures import (
    BadCredentialsError,
    ForbiddenAddressError,
    NoSuchIssueError,
    NotAllowedError,
    OddAnswerError,
    RateLimitedError,
    RefusedError,
    ServiceTroubleError,
    UnreachableError,
)

if TYPE_CHECKING:
    from requests import PreparedRequest, Response, Session

_TIMEOUT = (5.0, 20.0)  # seconds to connect, to the next byte
_RETRIES = 3
_MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_ANSWER = 8 * 1024 * 1024
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def check_address(url: str, *, allow_plain_http: bool = False) -> str:
    """The URL, if Afterword may send to it.

    Raises:
        ForbiddenAddressError: for ``file:`` and other schemes, for credentials inside the URL,
            and for plain ``http:`` unless it was allowed or leads to this machine.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ForbiddenAddressError(
            f"{url} is not a web address.", "Give an address that starts with https://."
        )
    if parts.username or parts.password:
        raise ForbiddenAddressError(
            "The address holds a user name or password.",
            "Leave them out; the account has its own field for the token.",
        )
    if parts.scheme == "http" and not allow_plain_http and parts.hostname not in _LOCAL:
        raise ForbiddenAddressError(
            f"{url} would send the token unencrypted.",
            "Use https://, or allow plain http for this account.",
        )
    return url


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the decoded JSON (None for an empty body) and the headers."""

    json: Any
    headers: Mapping[str, str]


class HostClient:
    """Requests to one host and no other, from one thread.

    Reading requests are tried again after 429, 502, 503 and 504, with the pause that the service
    asks for; writing ones never are, since the first may have arrived.
    """

    def __init__(
        self, base_url: str, headers: Mapping[str, str], *, service: str, allow_plain_http: bool
    ) -> None:
        """Check the address; nothing is sent yet.

        Raises:
            ForbiddenAddressError: see `check_address`.
        """
        self._base = check_address(base_url, allow_plain_http=allow_plain_http).rstrip("/") + "/"
        self._service = service
        self._session = _session(headers)

    def close(self) -> None:
        """End its connections."""
        self._session.close()

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Answer:
        """Send one request and read its JSON answer.

        Raises:
            TrackerError: one of its kinds, in plain words.
        """
        url = urljoin(self._base, path.lstrip("/"))
        for _ in range(_MOST_REDIRECTS):
            response = self._send(method, url, query, body)
            if response.status_code not in _REDIRECTS:
                return self._read(response)
            url, query = self._redirect(response, method), None
        raise OddAnswerError(f"{self._service} sends us round in circles.", "Check the address.")

    def _send(
        self,
        method: str,
        url: str,
        query: Mapping[str, str] | None,
        body: Any,
    ) -> Response:
        from requests import RequestException, exceptions  # noqa: PLC0415

        try:
            return self._session.request(
                method, url, params=query, json=body, timeout=_TIMEOUT, allow_redirects=False
            )
        except exceptions.SSLError as error:
            raise UnreachableError(
                f"{self._service} has a certificate that this machine does not trust.",
                "Ask whoever runs it, or check the address.",
                was_sent=False,
            ) from error
        except (exceptions.ConnectTimeout, exceptions.RetryError) as error:
            raise self._unreachable(was_sent=method == "GET") from error
        except exceptions.ReadTimeout as error:
            raise UnreachableError(
                f"{self._service} did not answer in time.",
                "Afterword asks again before it sends anything twice.",
                was_sent=True,
            ) from error
        except RequestException as error:
            raise self._unreachable(was_sent=True) from error

    def _unreachable(self, *, was_sent: bool) -> UnreachableError:
        return UnreachableError(
            f"{self._service} cannot be reached.",
            "What you changed is kept here; send it when you are connected.",
            was_sent=was_sent,
        )

    def _redirect(self, response: Response, method: str) -> str:
        target = urljoin(response.url, response.headers.get("Location", ""))
        here, there = urlsplit(self._base), urlsplit(target)
        if (there.scheme, there.netloc) != (here.scheme, here.netloc):
            raise ForbiddenAddressError(
                f"{self._service} sends us to {there.netloc or target}, another host.",
                "If it has moved, change the address in Settings.",
            )
        if method != "GET" and response.status_code not in (307, 308):
            raise OddAnswerError(
                f"{self._service} answered a change with a redirect.", "Check the address."
            )
        return target

    def _read(self, response: Response) -> Answer:
        if response.status_code >= 400:  # the first of the error codes
            raise self._failure(response)
        if not response.content:
            return Answer(None, response.headers)
        if len(response.content) > _LONGEST_ANSWER:
            raise OddAnswerError(f"{self._service} sent an answer that is far too long.", "")
        try:
            return Answer(response.json(), response.headers)
        except ValueError as error:
            raise OddAnswerError(
                f"{self._service} sent something that is not JSON.",
                "The address may lead to a login page; check it in Settings.",
            ) from error

    def _failure(self, response: Response) -> Exception:
        code, service = response.status_code, self._service
        if code == 429 or (code == 403 and _nothing_left(response)):
            pause = _seconds(response)
            return RateLimitedError(
                f"{service} asks us to slow down.",
                f"Try again in {pause} s." if pause else "Try again in a few minutes.",
                retry_after=pause,
            )
        if code == 401:
            return BadCredentialsError(
                f"{service} does not accept the token.", "Enter a fresh one in Settings."
            )
        if code == 403:
            return NotAllowedError(
                f"{service} does not let this account do that.",
                "Ask for the right to create and edit issues there.",
            )
        if code in (404, 410):
            return NoSuchIssueError(
                f"{service} does not have it, or hides it from this account.",
                "Check the project or repository name in Settings.",
            )
        if code >= 500:
            return ServiceTroubleError(f"{service} is in trouble ({code}).", "Try again later.")
        return RefusedError(f"{service} refused it: {_reason(response)}", "")


def _session(headers: Mapping[str, str]) -> Session:
    import requests  # noqa: PLC0415
    from requests.adapters import HTTPAdapter  # noqa: PLC0415
    from urllib3.util.retry import Retry  # noqa: PLC0415

    class Unauthenticated(requests.auth.AuthBase):
        """Keeps requests from taking other credentials out of a .netrc file."""

        @override
        def __call__(self, request: PreparedRequest) -> PreparedRequest:
            return request

    retry = Retry(
        total=_RETRIES,
        connect=_RETRIES,
        read=0,
        status_forcelist=(429, 502, 503, 504),
        allowed_methods=("GET",),
        backoff_factor=0.5,
        respect_retry_after_header=True,
        retry_after_max=30,
        raise_on_status=False,
    )
    session = requests.Session()
    session.headers.update({"Accept": "application/json", "User-Agent": "Afterword", **headers})
    session.auth = Unauthenticated()
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def _nothing_left(response: Response) -> bool:
    return response.headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in response.headers


def _seconds(response: Response) -> int | None:
    stated = response.headers.get("Retry-After", "")
    return int(stated) if stated.isdigit() else None


def _reason(response: Response) -> str:
    """The service's own words, as plain text, cut to a length that a banner can show."""
    try:
        data = response.json()
    except ValueError:
        return f"status {response.status_code}."
    words: list[str] = []
    if isinstance(data, dict):
        words += [str(one) for one in data.get("errorMessages") or []]
        errors = data.get("errors")
        if isinstance(errors, dict):
            words += [f"{name}: {text}" for name, text in errors.items()]
        elif isinstance(errors, list):
            words += [
                str(one.get("message") or one.get("code"))
                for one in errors
                if isinstance(one, dict)
            ]
        if "message" in data:
            words.insert(0, str(data["message"]))
    text = "; ".join(words).rstrip(".") or f"status {response.status_code}"
    return (text if len(text) <= 300 else text[:299] + "…") + "."
