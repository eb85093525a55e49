"""GitHub issues, REST. Tested against GitHub's own OpenAPI document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from exporters.trackers.client import TrackerClient
from exporters.trackers.failures import NoSuchIssueError, RefusedError
from exporters.trackers.http import HostClient
from exporters.trackers.reading import listing, mapping, optional_instant, word
from exporters.trackers.values import TrackerIssue
from models.tracker_people import TrackerPerson
from models.vocabulary import ActionStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from exporters.trackers.values import Credentials, NewIssue, TrackerAccount

_VERSION = "2022-11-28"
_PAGE = 100
_MOST_PAGES = 50
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}")
_KEY = re.compile(r"(?P<repository>[\w.-]+/[\w.-]+)?#?(?P<number>\d+)$")


class GitHubClient(TrackerClient):
    """Creates, finds, reads and closes issues of one repository."""

    def __init__(self, account: TrackerAccount, credentials: Credentials) -> None:
        """Check address and repository name; nothing is sent yet.

        Raises:
            ForbiddenAddressError: when the address is not one that Afterword sends to.
            RefusedError: when the project is not ``owner/repository``.
        """
        if not _REPOSITORY.fullmatch(account.project):
            raise RefusedError(
                f"“{account.project}” is not a repository.", "Write it as owner/repository."
            )
        http = HostClient(
            account.base_url,
            {
                "Authorization": f"Bearer {credentials.secret}",
                "Accept": "application/vnd.github+json",
                "X-GitHub-Api-Version": _VERSION,
            },
            service="GitHub",
            allow_plain_http=account.allow_plain_http,
        )
        super().__init__(account, http)

    def check(self) -> str:
        """Who we are there and that the repository exists; returns the name to show.

        Raises:
            TrackerError: when either is not so.
        """
        me = mapping(self._http.request("GET", "user").json, "account")
        self._http.request("GET", f"repos/{self._account.project}")
        return word(me, "login")

    def find(self, marker: str) -> TrackerIssue | None:
        """The issue whose text carries the marker.

        The issue list is read rather than searched: GitHub's search lags behind by minutes, and
        the list does not.

        Raises:
            TrackerError: when GitHub cannot be asked.
        """
        wanted = _comment(marker)
        for page in range(1, _MOST_PAGES + 1):
            query = {"state": "all", "per_page": str(_PAGE), "page": str(page)}
            if self._account.labels:
                query["labels"] = ",".join(self._account.labels)
            answer = self._http.request("GET", f"repos/{self._account.project}/issues", query=query)
            issues = [mapping(one, "issue") for one in listing(answer.json, "issues")]
            for one in issues:
                if wanted in str(one.get("body") or ""):
                    return self._issue(one)
            if len(issues) < _PAGE:
                break
        return None

    def create(self, issue: NewIssue) -> TrackerIssue:
        """Make the issue; see `exporters.trackers.push` for making it only once.

        Raises:
            TrackerError: when GitHub does not make it.
        """
        due = f"\n\nDue: {issue.due_on.isoformat()}" if issue.due_on else ""
        body: dict[str, Any] = {
            "title": " ".join(issue.title.split()),
            "body": f"{issue.body}{due}\n\n{_comment(issue.marker)}",
        }
        if self._account.labels:
            body["labels"] = list(self._account.labels)
        if issue.assignee:
            body["assignees"] = [issue.assignee]
        path = f"repos/{self._account.project}/issues"
        return self._issue(mapping(self._http.request("POST", path, body=body).json, "issue"))

    def read(self, keys: Sequence[str]) -> list[TrackerIssue]:
        """The issues by key, in the order asked; those that GitHub does not have are left out.

        Raises:
            TrackerError: when GitHub cannot be asked.
        """
        found = []
        for key in keys:
            path = self._path(key)
            if path is None:
                continue
            try:
                answer = self._http.request("GET", path)
            except NoSuchIssueError:
                continue
            found.append(self._issue(mapping(answer.json, "issue")))
        return found

    def close(self, key: str, *, done: bool) -> None:
        """Close the issue as completed, or as not planned.

        Raises:
            NoSuchIssueError: when the key is none of this repository's.
            TrackerError: when GitHub does not do it.
        """
        reason = "completed" if done else "not_planned"
        self._change(key, {"state": "closed", "state_reason": reason})

    def reopen(self, key: str) -> None:
        """Open a closed issue again.

        Raises:
            NoSuchIssueError: when the key is none of this repository's.
            TrackerError: when GitHub does not do it.
        """
        self._change(key, {"state": "open", "state_reason": "reopened"})

    def set_due(self, key: str, due_on: date | None) -> None:
        """Nothing: GitHub's issues have no due date; the one in the text stays as it was."""

    def find_person(self, handle: str, name: str) -> TrackerPerson | None:
        """The login that a handle may be; None for what cannot be one. Nothing is asked.

        Whether it is one, and may have issues, GitHub says by what it makes of it: it leaves out
        whom it does not know.
        """
        login = handle.strip().removeprefix("@")
        return TrackerPerson(handle=handle, account=login) if _LOGIN.fullmatch(login) else None

    def assign(self, key: str, account: str) -> None:
        """Give the issue to a login; empty for nobody.

        Raises:
            NoSuchIssueError: when the key is none of this repository's.
            TrackerError: when GitHub does not do it.
        """
        self._change(key, {"assignees": [account] if account else []})

    def _change(self, key: str, body: dict[str, Any]) -> None:
        path = self._path(key)
        if path is None:
            raise NoSuchIssueError(f"{key} is no issue of {self._account.project}.", "")
        self._http.request("PATCH", path, body=body)

    def _path(self, key: str) -> str | None:
        parts = _KEY.fullmatch(key.strip())
        if parts is None:
            return None
        repository = parts["repository"] or self._account.project
        if repository.lower() != self._account.project.lower():
            return None
        return f"repos/{self._account.project}/issues/{quote(parts['number'])}"

    def _issue(self, data: dict[str, Any]) -> TrackerIssue:
        state, reason = word(data, "state"), data.get("state_reason")
        name = state if reason is None else f"{state} ({reason})"
        url = str(data.get("html_url") or "")
        assignee = mapping(data.get("assignee") or {}, "assignee")
        return TrackerIssue(
            key=f"{self._account.project}#{word(data, 'number')}",
            url=url if urlsplit(url).scheme in ("http", "https") else "",
            title=word(data, "title"),
            status=self._account.meaning(name, _status(state, reason)),
            status_name=name,
            assignee=assignee.get("login"),
            assignee_account=str(assignee.get("login") or ""),
            updated_at=optional_instant(data.get("updated_at")),
        )


def _status(state: str, reason: object) -> ActionStatus:
    if state != "closed":
        return ActionStatus.OPEN
    return ActionStatus.WONT_DO if reason in ("not_planned", "duplicate") else ActionStatus.DONE


def _comment(marker: str) -> str:
    """Invisible in the rendered issue; a marker cannot end the comment early."""
    return f"<!-- afterword:{re.sub(r'[^A-Za-z0-9-]', '', marker)} -->"
