"""A vendor's stand-in in a process of its own, asked about itself on standard input.

    python -m tests.exporters.trackers.serve jira

It prints its address, then answers each line: ``state`` with one line of JSON once no request is
under way any more, ``clear`` by forgetting every issue. It ends with its input.
"""

from __future__ import annotations

import json
import re
import sys

from tests.exporters.trackers.contract_server import FakeGitHub, FakeJira

_MARKER = re.compile(r"afterword[:-]([0-9a-f-]{36})")


def _markers(server: FakeJira | FakeGitHub) -> list[str]:
    issues = server.issues.values() if isinstance(server, FakeJira) else server.issues
    return [_MARKER.findall(json.dumps(one))[0] for one in issues]


def _main(vendor: str) -> None:
    server: FakeJira | FakeGitHub = FakeJira() if vendor == "jira" else FakeGitHub()
    sys.stdout.write(f"{server.url}\n")
    sys.stdout.flush()
    for line in sys.stdin:
        server.wait_until_quiet()
        if line.strip() == "clear":
            server.issues.clear()
        state = {"markers": _markers(server), "violations": server.violations}
        sys.stdout.write(json.dumps(state) + "\n")
        sys.stdout.flush()
    server.close()


if __name__ == "__main__":
    _main(sys.argv[1])
