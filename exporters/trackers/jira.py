"""Jira Cloud, REST version 3. Tested against Atlassian's OpenAPI document."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from exporters.trackers.client import TrackerClient
from exporters.trackers.failures import NoSuchIssueError, RefusedError
from exporters.trackers.http import HostClient
from exporters.trackers.jira_people import find_jira_user
from exporters.trackers.reading import listing, mapping, optional_date, optional_instant, word
from exporters.trackers.values import TrackerIssue
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from exporters.trackers.values import Credentials, NewIssue, TrackerAccount
    from models.tracker_people import TrackerPerson

_FIELDS = "summary,status,assignee,duedate,updated,resolution"
_BATCH = 50
_LONGEST_SUMMARY = 255
_CATEGORIES = {
    "new": ActionStatus.OPEN,
    "undefined": ActionStatus.OPEN,
    "indeterminate": ActionStatus.IN_PROGRESS,
    "done": ActionStatus.DONE,
}
_DROPPED = re.compile(r"won'?t|declined|not planned|cannot reproduce|duplicate", re.IGNORECASE)


class JiraClient(TrackerClient):
    """Creates, finds, reads and closes issues of one Jira project."""

    def __init__(self, account: TrackerAccount, credentials: Credentials) -> None:
        """Check the address; nothing is sent yet.

        Raises:
            ForbiddenAddressError: when the address is not one that Afterword sends to.
        """
        pair = f"{credentials.user}:{credentials.secret}".encode()
        http = HostClient(
            account.base_url,
            {"Authorization": "Basic " + base64.b64encode(pair).decode("ascii")},
            service="Jira",
            allow_plain_http=account.allow_plain_http,
        )
        super().__init__(account, http)

    def check(self) -> str:
        """Who we are there and that the project exists; returns the name to show.

        Raises:
            TrackerError: when either is not so.
        """
        me = mapping(self._http.request("GET", "rest/api/3/myself").json, "account")
        self._http.request("GET", f"rest/api/3/project/{quote(self._account.project, safe='')}")
        return str(me.get("displayName") or me.get("accountId") or "")

    def find(self, marker: str) -> TrackerIssue | None:
        """The issue that carries the marker, whoever made it.

        Raises:
            TrackerError: when Jira cannot be asked.
        """
        found = list(self._search(f'labels = "{_label(marker)}"'))
        return found[0] if found else None

    def create(self, issue: NewIssue) -> TrackerIssue:
        """Make the issue; see `exporters.trackers.push` for making it only once.

        Raises:
            TrackerError: when Jira does not make it.
        """
        fields: dict[str, Any] = {
            "project": {"key": self._account.project},
            "issuetype": {"name": self._account.issue_type},
            "summary": " ".join(issue.title.split())[:_LONGEST_SUMMARY],
            "description": _document(issue.body),
            # Jira's labels hold no spaces.
            "labels": [
                _label(issue.marker),
                *("-".join(one.split()) for one in self._account.labels),
            ],
        }
        targets = dict(self._account.fields)
        fields |= {targets[name]: text for name, text in issue.mapped if name in targets and text}
        if issue.due_on:
            fields["duedate"] = issue.due_on.isoformat()
        if issue.assignee:
            fields["assignee"] = {"accountId": issue.assignee}
        answer = self._http.request("POST", "rest/api/3/issue", body={"fields": fields})
        key = word(mapping(answer.json, "issue"), "key")
        # Not searched for: Jira's search lags behind by seconds.
        return self._single(key)

    def read(self, keys: Sequence[str]) -> list[TrackerIssue]:
        """The issues by key, in the order asked; those that Jira does not have are left out.

        Raises:
            TrackerError: when Jira cannot be asked.
        """
        if len(keys) == 1:
            return self._alone(keys[0])
        found = {issue.key: issue for batch in _batches(keys) for issue in self._named(batch)}
        return [found[key] for key in keys if key in found]

    def _alone(self, key: str) -> list[TrackerIssue]:
        try:
            return [self._single(key)]
        except NoSuchIssueError:
            return []

    def _single(self, key: str) -> TrackerIssue:
        path = f"rest/api/3/issue/{quote(_safe(key), safe='')}"
        answer = self._http.request("GET", path, query={"fields": _FIELDS})
        return self._issue(mapping(answer.json, "issue"))

    def close(self, key: str, *, done: bool) -> None:
        """Move the issue to done, or to a won't-do status where the project has one.

        Raises:
            RefusedError: when its workflow offers no way there from where it stands.
            TrackerError: when Jira does not do it.
        """
        chosen = self._closing(key, done=done)
        if chosen is None:
            raise RefusedError(
                f"{key} cannot be closed from where it stands in Jira's workflow.",
                "Close it in Jira; the next pull brings the news here.",
            )
        self._http.request("POST", self._steps(key), body={"transition": {"id": chosen}})

    def reopen(self, key: str) -> None:
        """Move the issue to the first status that is not of category done.

        Raises:
            RefusedError: when its workflow offers no way back.
            TrackerError: when Jira does not do it.
        """
        for way, _name, category in self._ways(key):
            if category != "done":
                self._http.request("POST", self._steps(key), body={"transition": {"id": way}})
                return
        raise RefusedError(
            f"{key} cannot be opened again in Jira's workflow.",
            "Open it in Jira; the next pull brings the news here.",
        )

    def set_due(self, key: str, due_on: date | None) -> None:
        """Move the due date; None takes it away.

        Raises:
            TrackerError: when Jira does not do it.
        """
        body = {"fields": {"duedate": due_on.isoformat() if due_on else None}}
        self._http.request("PUT", f"rest/api/3/issue/{quote(key, safe='')}", body=body)

    def find_person(self, handle: str, name: str) -> TrackerPerson | None:
        """The one user who is called so; None when nobody is, or several are.

        Raises:
            TrackerError: when Jira cannot be asked.
        """
        return find_jira_user(self._http, handle, name)

    def assign(self, key: str, account: str) -> None:
        """Give the issue to an account id; empty for nobody.

        Raises:
            TrackerError: when Jira does not do it.
        """
        body = {"fields": {"assignee": {"accountId": account} if account else None}}
        self._http.request("PUT", f"rest/api/3/issue/{quote(key, safe='')}", body=body)

    def _steps(self, key: str) -> str:
        return f"rest/api/3/issue/{quote(key, safe='')}/transitions"

    def _ways(self, key: str) -> list[tuple[str, str, str]]:
        """The transitions offered from where the issue stands: id, status, its category."""
        data = mapping(self._http.request("GET", self._steps(key)).json, "list of transitions")
        ways = []
        for one in listing(data.get("transitions"), "steps"):
            step = mapping(one, "transition")
            to = mapping(step.get("to") or {}, "status")
            category = mapping(to.get("statusCategory") or {}, "category")
            ways.append((word(step, "id"), str(to.get("name") or ""), str(category.get("key"))))
        return ways

    def _closing(self, key: str, *, done: bool) -> str | None:
        ways = [(way, name) for way, name, category in self._ways(key) if category == "done"]
        for way, name in ways:
            if self._account.done_status and done and name == self._account.done_status:
                return way
        for way, name in ways:
            if bool(_DROPPED.search(name)) is not done:
                return way
        return ways[0][0] if ways else None

    def _named(self, keys: Sequence[str]) -> Iterable[TrackerIssue]:
        # One unknown key makes Jira refuse the whole query; then they are asked for one by one.
        quoted = ", ".join(f'"{_safe(key)}"' for key in keys)
        try:
            return list(self._search(f"key in ({quoted})"))
        except RefusedError:
            return [issue for key in keys for issue in self._alone(key)]

    def _search(self, jql: str) -> Iterator[TrackerIssue]:
        query = {"jql": jql, "fields": _FIELDS, "maxResults": str(_BATCH)}
        while True:
            data = mapping(
                self._http.request("GET", "rest/api/3/search/jql", query=query).json, "result"
            )
            for one in listing(data.get("issues"), "issues"):
                yield self._issue(mapping(one, "issue"))
            following = data.get("nextPageToken")
            if not following:
                return
            query["nextPageToken"] = str(following)

    def _issue(self, data: dict[str, Any]) -> TrackerIssue:
        key = word(data, "key")
        fields = mapping(data.get("fields"), "fields")
        status = mapping(fields.get("status"), "status")
        assignee = mapping(fields.get("assignee") or {}, "assignee")
        category = str((status.get("statusCategory") or {}).get("key") or "")
        name = word(status, "name")
        meaning = _CATEGORIES.get(category, ActionStatus.OPEN)
        resolution = str((fields.get("resolution") or {}).get("name") or "")
        if meaning is ActionStatus.DONE and _DROPPED.search(f"{name} {resolution}"):
            meaning = ActionStatus.WONT_DO
        return TrackerIssue(
            key=key,
            url=f"{self._account.base_url.rstrip('/')}/browse/{key}",
            title=str(fields.get("summary") or ""),
            status=self._account.meaning(name, meaning),
            status_name=name,
            assignee=assignee.get("displayName"),
            assignee_account=str(assignee.get("accountId") or ""),
            due_on=optional_date(fields.get("duedate")),
            updated_at=optional_instant(fields.get("updated")),
        )


def _label(marker: str) -> str:
    """Jira labels hold no spaces; everything outside letters, digits and dashes goes."""
    return "afterword-" + re.sub(r"[^A-Za-z0-9-]", "", marker)


def _safe(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "", key)


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def _document(text: str) -> dict[str, Any]:
    """Plain text as Atlassian's document format, a paragraph for each block."""
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    return {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": _lines(block)} for block in blocks],
    }


def _lines(block: str) -> list[dict[str, str]]:
    nodes: list[dict[str, str]] = []
    for line in block.splitlines():
        if nodes:
            nodes.append({"type": "hardBreak"})
        if line.strip():
            nodes.append({"type": "text", "text": line})
    return nodes
