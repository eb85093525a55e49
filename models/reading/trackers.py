"""Issue keys in the text of action items: Jira keys, GitHub and GitLab issues."""

from __future__ import annotations

import re

_FORGE = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org|gitea\.com)/"
    r"([\w.-]+/[\w.-]+(?:/[\w.-]+)*?)/(?:-/)?(?:issues|pull|pulls|pull-requests|merge_requests)/(\d+)"
)
_JIRA_URL = re.compile(r"https?://[^\s)>\]]+/browse/([A-Z][A-Z0-9_]{1,15}-\d{1,8})\b")
_LINEAR_URL = re.compile(r"https?://linear\.app/[\w-]+/issue/([A-Z][A-Z0-9]{0,9}-\d{1,8})\b")
_JIRA = re.compile(r"(?<![\w/-])([A-Z][A-Z0-9_]{1,11}-\d{1,7})(?![\w-])")
_SHORT = re.compile(r"(?<![\w/#])([\w.-]+/[\w.-]+#\d{1,7})(?!\w)")
_HASH = re.compile(r"(?<![\w/#&])#(\d{1,7})(?!\w)")
_NUMBERED = re.compile(r"\b(?:bug|issue|ticket|case|pr|mr|task)\s?#?(\d{1,9})\b", re.IGNORECASE)
_NO_TRACKER = re.compile(
    r"^(?:UTF|ISO|SHA|RFC|CVE|SEV|TLS|HTTP|AES|RSA|COVID|IPV|US|EU|AP|GPT|MD|UTC|GMT|INC|P|Q)[-_]",
    re.IGNORECASE,
)

_MOST = 10
"""Addresses at the end of a text that are taken off at most."""
_URL = re.compile(r"<?https?://[^\s<>)\]]+>?")
_EMPTY_LINK = re.compile(
    r"\[+\s*(?:issue|pr|pull request|ticket|tracking issue|link|jira|github)?\s*\]\(\s*\)\]?",
    re.IGNORECASE,
)


def key_in_link(text: str) -> str | None:
    """The key of the first tracker address in a text: ``org/repo#89``, ``PAY-456``."""
    forge = _FORGE.search(text)
    if forge:
        return f"{forge[1]}#{forge[2]}"
    jira = _JIRA_URL.search(text) or _LINEAR_URL.search(text)
    return jira[1] if jira else None


def key_in_cell(text: str) -> str | None:
    """The key that a tracker column's cell holds; the cell's words where no key is known."""
    linked = key_in_link(text)
    if linked:
        return linked
    for pattern in (_JIRA, _SHORT):
        found = pattern.search(text)
        if found:
            return found[1]
    found = _HASH.search(text) or _NUMBERED.search(text)
    if found:
        return f"#{found[1]}"
    word = text.strip().strip("[]()<>`* ")
    return word if word and " " not in word and any(one.isdigit() for one in word) else None


def key_in_text(text: str) -> str | None:
    """The key that an action item's words carry beyond doubt.

    An address, ``org/repo#1``, a Jira key in brackets or at an edge; a bare ``#123`` only when it
    is all there is.
    """
    linked = key_in_link(text)
    if linked:
        return linked
    short = _SHORT.search(text)
    if short:
        return short[1]
    bare = text.strip().rstrip(".")
    if re.fullmatch(r"#\d{1,7}", bare):
        return bare
    for found in _JIRA.finditer(text):
        before, after = text[: found.start()].strip(), text[found.end() :].strip(" .")
        edged = not before or not after or before[-1] in "[(" or after[0] in "])"
        if edged and not _NO_TRACKER.match(found[1]):
            return found[1]
    return None


def without_trailing_links(text: str) -> str:
    """The text without tracker addresses standing alone at its end."""
    for _ in range(_MOST):
        links = list(_URL.finditer(text))
        last = links[-1] if links else None
        if last is None or text[last.end() :].strip(" .,)]"):
            return text
        if key_in_link(last.group()) is None or text[: last.start()].endswith("]("):
            return text
        head = text[: last.start()].rstrip(" \n-–—:,;(")
        head = re.sub(
            r"[(\[]\s*(?:see|tracked in|issue|pr|via)?\s*$", "", head, flags=re.IGNORECASE
        ).rstrip(" -–—:,;(")
        if not head:
            break
        text = head
    return text
