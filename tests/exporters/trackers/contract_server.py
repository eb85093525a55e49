"""Jira and GitHub as small local stand-ins, as far as their clients here speak with them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from typing_extensions import override
from werkzeug.wrappers import Request, Response

from tests.exporters.trackers.contract import (
    FOLDER,
    SECRET,
    ContractServer,
    as_json,
    load_document,
)
from tests.exporters.trackers.examples import example_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "FOLDER",
    "SECRET",
    "ContractServer",
    "FakeGitHub",
    "FakeJira",
    "as_json",
    "load_document",
]


class FakeJira(ContractServer):
    """One Jira project ``PAY`` with a three-step workflow.

    Attributes:
        users: who has an account, as Jira's user search tells of them.
        assignable: their ids, where not all of them may have issues of the project.
        leader: who gets what is assigned to nobody.
    """

    def __init__(self) -> None:
        """Listen."""
        self.issues: dict[str, dict[str, Any]] = {}
        self.users: list[dict[str, Any]] = []
        self.assignable: set[str] | None = None
        self.leader: dict[str, Any] | None = None
        super().__init__("jira-issues.openapi.json")

    @override
    def answer(self, request: Request) -> Response:
        if request.authorization is None or request.authorization.password != SECRET:
            return as_json({"errorMessages": ["Unauthorized"], "errors": {}}, 401)
        routes: list[tuple[str, Callable[..., Response]]] = [
            (r"GET /rest/api/3/myself", lambda: as_json({"displayName": "Ada", "accountId": "1"})),
            (r"GET /rest/api/3/project/(\w+)", self._project),
            (r"POST /rest/api/3/issue", lambda: self._create(request)),
            (r"GET /rest/api/3/user/search", lambda: self._find(request)),
            (r"GET /rest/api/3/search/jql", lambda: self._search(request)),
            (r"GET /rest/api/3/issue/([\w-]+)/transitions", self._transitions),
            (r"POST /rest/api/3/issue/([\w-]+)/transitions", lambda key: self._move(key, request)),
            (r"GET /rest/api/3/issue/([\w-]+)", self._show),
            (r"PUT /rest/api/3/issue/([\w-]+)", lambda key: self._edit(key, request)),
        ]
        for pattern, handler in routes:
            found = re.fullmatch(pattern, f"{request.method} {request.path}")
            if found:
                return handler(*found.groups())
        return as_json({"errorMessages": ["No route"], "errors": {}}, 404)

    def _project(self, key: str) -> Response:
        if key != "PAY":
            return as_json({"errorMessages": ["No project"], "errors": {}}, 404)
        return as_json({"key": key, "name": "Payments"})

    def _create(self, request: Request) -> Response:
        fields = request.get_json()["fields"]
        if fields["project"]["key"] != "PAY":
            return as_json({"errorMessages": [], "errors": {"project": "valid project"}}, 400)
        if not self._may_have(fields):
            return as_json({"errorMessages": [], "errors": {"assignee": "cannot have it"}}, 400)
        fields["assignee"] = self._user(fields.get("assignee")) or self.leader
        key = f"PAY-{len(self.issues) + 1}"
        self.issues[key] = {**fields, "status": ("To Do", "new")}
        return as_json({"id": "1", "key": key, "self": f"{self.url}/1"}, 201)

    def _may_have(self, fields: dict[str, Any]) -> bool:
        wanted = (fields.get("assignee") or {}).get("accountId")
        known = {one["accountId"] for one in self.users}
        return wanted is None or wanted in (known if self.assignable is None else self.assignable)

    def _user(self, asked: dict[str, Any] | None) -> dict[str, Any] | None:
        wanted = (asked or {}).get("accountId")
        return next((one for one in self.users if one["accountId"] == wanted), None)

    def _find(self, request: Request) -> Response:
        """Those of whom a name or the address begins so, as Jira does."""
        typed = request.args["query"].casefold()
        return as_json(
            [
                one
                for one in self.users
                if any(
                    str(word).casefold().startswith(typed)
                    for word in (
                        *one["displayName"].split(),
                        one["displayName"],
                        one.get("emailAddress", ""),
                    )
                )
            ]
        )

    def _search(self, request: Request) -> Response:
        jql = request.args["jql"]
        if jql.startswith("labels"):
            label = jql.split('"')[1]
            found = [key for key, one in self.issues.items() if label in one["labels"]]
        else:
            wanted = re.findall(r'"([\w-]+)"', jql)
            if any(key not in self.issues for key in wanted):
                return Response("no such issue", 400)
            found = wanted
        start = int(request.args.get("nextPageToken", "0"))
        page = found[start : start + 20]
        data: dict[str, Any] = {"issues": [self._bean(key) for key in page]}
        if start + 20 < len(found):
            data["nextPageToken"] = str(start + 20)
        return as_json(data)

    def _bean(self, key: str) -> dict[str, Any]:
        one = self.issues[key]
        name, category = one["status"]
        return {
            "key": key,
            "fields": {
                "summary": one["summary"],
                "status": {"name": name, "statusCategory": {"key": category}},
                "assignee": one.get("assignee"),
                "duedate": one.get("duedate"),
                "updated": f"2025-03-19T09:{40 + one.get('changes', 0):02}:00.000+0100",
            },
        }

    def _show(self, key: str) -> Response:
        if key not in self.issues:
            return as_json({"errorMessages": ["Issue does not exist"], "errors": {}}, 404)
        return as_json(self._bean(key))

    def _edit(self, key: str, request: Request) -> Response:
        fields = request.get_json()["fields"]
        if not self._may_have(fields):
            return as_json({"errorMessages": [], "errors": {"assignee": "cannot have it"}}, 400)
        if "assignee" in fields:
            fields["assignee"] = self._user(fields["assignee"])
        self.issues[key].update(fields)
        self._touch(key)
        return Response(status=204)

    def _touch(self, key: str) -> None:
        """Its last change is a minute later than the one before."""
        self.issues[key]["changes"] = self.issues[key].get("changes", 0) + 1

    def change(self, key: str, **fields: Any) -> None:
        """What somebody does in Jira's own window."""
        self.issues[key].update(fields)
        self._touch(key)

    def _transitions(self, key: str) -> Response:
        if key not in self.issues:
            return as_json({"errorMessages": ["none"], "errors": {}}, 404)
        ways = [
            ("11", "In Progress", "indeterminate"),
            ("31", "Won't do", "done"),
            ("21", "Done", "done"),
        ]
        return as_json(
            {
                "transitions": [
                    {"id": way, "name": name, "to": {"name": name, "statusCategory": {"key": kind}}}
                    for way, name, kind in ways
                ]
            }
        )

    def _move(self, key: str, request: Request) -> Response:
        way = request.get_json()["transition"]["id"]
        self.issues[key]["status"] = {
            "11": ("In Progress", "indeterminate"),
            "21": ("Done", "done"),
            "31": ("Won't do", "done"),
        }[way]
        self._touch(key)
        return Response(status=204)


class FakeGitHub(ContractServer):
    """One repository ``acme/payments``.

    Attributes:
        collaborators: the logins that issues can be given to; others are left out in silence.
    """

    def __init__(self) -> None:
        """Listen."""
        self.issues: list[dict[str, Any]] = []
        self.collaborators: set[str] = set()
        super().__init__("github-issues.openapi.json")

    @override
    def answer(self, request: Request) -> Response:
        if request.headers.get("Authorization") != f"Bearer {SECRET}":
            return as_json({"message": "Bad credentials"}, 401)
        routes: list[tuple[str, Callable[..., Response]]] = [
            (r"GET /user", self._user),
            (r"GET /repos/acme/payments", lambda: as_json(self._example("full-repository"))),
            (r"POST /repos/acme/payments/issues", lambda: self._create(request)),
            (r"GET /repos/acme/payments/issues", lambda: self._list(request)),
            (r"GET /repos/acme/payments/issues/(\d+)", self._show),
            (r"PATCH /repos/acme/payments/issues/(\d+)", lambda one: self._edit(one, request)),
        ]
        for pattern, handler in routes:
            found = re.fullmatch(pattern, f"{request.method} {request.path}")
            if found:
                return handler(*found.groups())
        return as_json({"message": "Not Found", "documentation_url": self.url}, 404)

    def _user(self) -> Response:
        described = {"login": "ada", "user_view_type": "public"}
        return as_json(self._example("public-user") | described)

    def _list(self, request: Request) -> Response:
        size, page = int(request.args["per_page"]), int(request.args["page"])
        newest_first = self.issues[::-1]
        return as_json(newest_first[(page - 1) * size : page * size])

    def _show(self, number: str) -> Response:
        if int(number) > len(self.issues):
            return as_json({"message": "Not Found", "documentation_url": self.url}, 404)
        return as_json(self.issues[int(number) - 1])

    def _edit(self, number: str, request: Request) -> Response:
        if int(number) <= len(self.issues):
            fields = request.get_json()
            if "assignees" in fields:
                fields |= self.assigned(fields["assignees"])
            self.change(int(number), **fields)
        return self._show(number)

    def _example(self, schema: str) -> dict[str, Any]:
        document = json.loads((FOLDER / self.document).read_text(encoding="utf-8"))
        found: dict[str, Any] = example_of(document, schema)
        return found

    def _create(self, request: Request) -> Response:
        sent = request.get_json()
        number = len(self.issues) + 1
        issue = self._issue(number) | {"title": sent["title"], "body": sent["body"]}
        issue |= self.assigned(sent.get("assignees", []))
        self.issues.append(issue)
        return as_json(issue, 201)

    def assigned(self, logins: list[str]) -> dict[str, Any]:
        user = self._example("simple-user")
        kept = [user | {"login": one} for one in logins if one in self.collaborators]
        return {"assignees": kept, "assignee": kept[0] if kept else None}

    def change(self, number: int, **fields: Any) -> None:
        """What somebody does on GitHub's own page; each change is a minute later."""
        issue = self.issues[number - 1]
        issue.update(fields)
        if fields.get("state") == "open":
            issue["state_reason"] = fields.get("state_reason")
        minute = int(issue["updated_at"][14:16]) + 1
        issue["updated_at"] = f"2025-03-19T09:{minute:02}:00Z"

    def _issue(self, number: int) -> dict[str, Any]:
        address = f"https://example.test/acme/payments/issues/{number}"
        return {
            "id": number,
            "node_id": "I",
            "number": number,
            "url": address,
            "repository_url": address,
            "labels_url": address,
            "comments_url": address,
            "events_url": address,
            "html_url": address,
            "state": "open",
            "user": None,
            "labels": [],
            "assignee": None,
            "assignees": [],
            "milestone": None,
            "locked": False,
            "comments": 0,
            "closed_at": None,
            "created_at": "2025-03-18T10:00:00Z",
            "updated_at": "2025-03-19T09:40:00Z",
            "author_association": "OWNER",
        }
