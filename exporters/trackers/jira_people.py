"""Finding somebody in Jira by what the library calls them. Nobody is guessed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exporters.trackers.reading import listing, mapping
from models.tracker_people import TrackerPerson

if TYPE_CHECKING:
    from exporters.trackers.http import HostClient

_MOST = "50"
_PEOPLE = (None, "", "atlassian")  # other kinds of account are apps and customers


def find_jira_user(http: HostClient, handle: str, name: str) -> TrackerPerson | None:
    """The one user who is called so; None when nobody is, or several are.

    Jira's own search matches beginnings of names. Here the whole display name, or the e-mail
    address up to its @, has to be the handle or the name, capitals, blanks and dots aside.

    Args:
        http: speaks to Jira.
        handle: ``@jane.doe``.
        name: as the library knows it; may be empty.

    Raises:
        TrackerError: when Jira cannot be asked.
    """
    bare = handle.removeprefix("@").strip()
    spaced = " ".join(bare.replace(".", " ").replace("-", " ").replace("_", " ").split())
    wanted = {_plain(one) for one in (bare, name)} - {""}
    for words in dict.fromkeys(one for one in (name.strip(), bare, spaced) if one):
        query = {"query": words, "maxResults": _MOST}
        answer = http.request("GET", "rest/api/3/user/search", query=query)
        users = [mapping(one, "user") for one in listing(answer.json, "users")]
        found = {str(one["accountId"]): one for one in users if _is(one, wanted, bare)}
        if len(found) == 1:
            ((account, user),) = found.items()
            shown = str(user.get("displayName") or "")
            return TrackerPerson(handle=handle, account=account, name=shown)
        if found:
            return None
    return None


def _is(user: dict[str, Any], wanted: set[str], bare: str) -> bool:
    if not user.get("accountId") or user.get("active") is False:
        return False
    if user.get("accountType") not in _PEOPLE:
        return False
    mail = str(user.get("emailAddress") or "").casefold()
    local = mail.partition("@")[0]
    is_mail = bool(mail) and bare.casefold() in (mail, local)
    return is_mail or _plain(str(user.get("displayName") or "")) in wanted


def _plain(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())
