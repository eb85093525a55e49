"""Small local stand-ins for Jira and GitHub.

Every request is checked against the vendor's own OpenAPI document before it is answered, and every
answer before it is sent; what breaks the document is kept in `violations`, which tests assert to
be empty. The documents are GitHub's (MIT) and Atlassian's (Apache-2.0).
"""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openapi_core import Config, OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from openapi_core.validation.response.exceptions import MissingData
from typing_extensions import override
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from openapi_core.protocols import Request as OpenAPIRequest

FOLDER = Path(__file__).parent
SECRET = "marker-secret-7f3a"


def load_document(name: str, server: str) -> OpenAPI:
    """A vendor's document, with the local server's address in place of the vendor's."""
    document = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    document["servers"] = [{"url": server}]
    # The document validator takes 18 s and checks the vendor's work, not ours.
    return OpenAPI.from_dict(document, config=Config(spec_validator_cls=None))


class _Quiet(WSGIRequestHandler):
    @override
    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing on stderr."""


@dataclass
class ContractServer:
    """A vendor on this machine.

    Attributes:
        violations: what broke the vendor's document, in its validator's words.
        requests: (method, path) of everything that arrived.
        queued: answers to give instead of the real one, first come first served.
        cut: how many answers to swallow after the work was done, as a broken connection would.
        cut_after: swallow the next answer to a request of this method, likewise.
        cut_queued: swallow the next queued answer, likewise.
        limit_post: answer the next POST with 429 and this pause in seconds.
    """

    document: str
    violations: list[str] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    queued: list[Response] = field(default_factory=list)
    cut: int = 0
    cut_after: str = ""
    cut_queued: bool = False
    limit_post: int = 0

    def __post_init__(self) -> None:
        """Listen on a free port of the loopback interface."""
        self._server = make_server(
            "127.0.0.1", 0, self._application, threaded=True, request_handler=_Quiet
        )
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._contract = load_document(self.document, self.url)
        self._busy = 0
        self._quiet = threading.Condition()
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, request: Request) -> Response:
        """The vendor's answer; each vendor says its own."""
        raise AssertionError(request)

    def wait_until_quiet(self) -> None:
        """Return once no request is under way."""
        with self._quiet:
            self._quiet.wait_for(lambda: self._busy == 0)

    def _application(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        with self._quiet:
            self._busy += 1
        try:
            return self._answer(environ, start_response)
        finally:
            with self._quiet:
                self._busy -= 1
                self._quiet.notify_all()

    def _answer(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        request = Request(environ)
        request.get_data()
        self.requests.append((request.method, request.path))
        asked: OpenAPIRequest = WerkzeugOpenAPIRequest(request)
        if self.queued:
            answer = self.queued.pop(0)
            if self.cut_queued:
                self.cut_queued = False
                self._hang_up(environ)
            return answer(environ, start_response)
        if self.limit_post and request.method == "POST":
            pause, self.limit_post = self.limit_post, 0
            return Response("{}", 429, headers={"Retry-After": str(pause)})(environ, start_response)
        self._validate(lambda: self._contract.validate_request(asked))
        response = self.answer(request)
        self._validate(
            lambda: self._contract.validate_response(asked, WerkzeugOpenAPIResponse(response))
        )
        if self.cut or request.method == self.cut_after:
            self.cut = max(self.cut - 1, 0)
            self.cut_after = ""
            self._hang_up(environ)
        return response(environ, start_response)

    def _hang_up(self, environ: dict[str, Any]) -> None:
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        raise ConnectionError

    def _validate(self, check: Callable[[], None]) -> None:
        try:
            check()
        except MissingData:
            # Atlassian's document gives its empty 204 answers a body of any kind.
            return
        except Exception as error:  # noqa: BLE001  (kept, and asserted to be empty)
            self.violations.append(f"{type(error).__name__}: {error} {error.__cause__!r}")


def as_json(data: Any, status: int = 200, **headers: str) -> Response:
    return Response(
        json.dumps(data), status, content_type="application/json", headers=dict(headers)
    )
