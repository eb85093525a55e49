"""The front matter of a Markdown file: YAML that every parser reads the same way."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from exporters.markdown_times import instant
from models.incident import Impact
from models.reading.notation import FRONT_KEYS, VERSION
from models.vocabulary import DefenceOutcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from models.incident import Incident, LinkView

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./ +()'-]*[A-Za-z0-9_./+)]|[A-Za-z]")
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_WORDS = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null"})
"""What YAML 1.1 takes for something else than text."""

_UNSAFE = re.compile(
    r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def front_matter(incident: Incident) -> str:
    """The block with its rules, ending with a line end."""
    lines = [f"{key}: {value}" for key, value in _entries(incident)]
    return "\n".join(["---", *lines, "---", ""])


def _entries(incident: Incident) -> list[tuple[str, str]]:
    """Keys and written values, in order; unknown values are left out."""
    postmortem = incident.postmortem
    entries: list[tuple[str, str | None]] = [
        ("afterword", VERSION),
        ("id", str(incident.id)),
        ("key", text(incident.key)),
        ("title", text(incident.title)),
        ("severity", incident.severity.value if incident.severity else None),
        ("status", postmortem.status.value if postmortem else None),
        ("kind", incident.kind.value),
        ("started", _instant(incident.started_at)),
        ("detected", _instant(incident.detected_at)),
        ("acknowledged", _instant(incident.acknowledged_at)),
        ("mitigated", _instant(incident.mitigated_at)),
        ("resolved", _instant(incident.resolved_at)),
        ("meeting_held", _instant(postmortem.meeting_held_at) if postmortem else None),
        ("published", _instant(postmortem.published_at) if postmortem else None),
        ("timezone", text(incident.timezone)),
        ("services", _list(incident.services)),
        ("category", None if incident.category is None else text(incident.category)),
        ("tags", _list(incident.tags)),
        ("authors", _list(postmortem.authors) if postmortem else None),
        ("reviewers", _list(postmortem.reviewers) if postmortem else None),
        ("impact", _impact(incident.impact)),
        ("links", _links(incident.links)),
        ("waived_reason", _reason(postmortem.waived_reason) if postmortem else None),
        ("template", _reason(postmortem.template) if postmortem else None),
        ("defence_order", _defence_order(incident)),
    ]
    known = [(key, value) for key, value in entries if value is not None]
    return known + _extra(incident.extra)


def text(value: str, *, in_list: bool = False) -> str:
    """A text as YAML: plain where that is beyond doubt, else in double quotes."""
    plain = _PLAIN.fullmatch(value) is not None and value.lower() not in _WORDS
    if plain and not (in_list and "," in value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _instant(at: datetime | None) -> str | None:
    return None if at is None else instant(at)


def _reason(value: str) -> str | None:
    return text(value) if value else None


def _list(values: Sequence[str]) -> str | None:
    if not values:
        return None
    return f"[{', '.join(text(value, in_list=True) for value in values)}]"


def _impact(impact: Impact) -> str | None:
    pairs: list[str] = []
    for name in Impact.__dataclass_fields__:
        value = getattr(impact, name)
        if name == "estimated":
            if value:
                pairs.append(f"estimated: [{', '.join(sorted(value))}]")
        elif value is not None:
            pairs.append(f"{name}: {_figure(value)}")
    return f"{{{', '.join(pairs)}}}" if pairs else None


def _figure(value: str | bool | int | Decimal) -> str:
    if isinstance(value, str):
        return text(value, in_list=True)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _links(links: Sequence[LinkView]) -> str | None:
    if not links:
        return None
    return f"[{', '.join(_link(link) for link in links)}]"


def _link(link: LinkView) -> str:
    pairs = [f"to: {text(link.key, in_list=True)}", f"kind: {link.kind.value}"]
    if link.reason:
        pairs.append(f"reason: {text(link.reason, in_list=True)}")
    if not link.outgoing:
        pairs.append("outgoing: false")
    return f"{{{', '.join(pairs)}}}"


def _defence_order(incident: Incident) -> str | None:
    """The outcomes in order, unless they stand grouped as the headings will group them."""
    outcomes = [one.outcome for one in incident.defences]
    grouped = [outcome for outcome in DefenceOutcome for one in outcomes if one is outcome]
    if outcomes == grouped:
        return None
    return f"[{', '.join(outcome.value for outcome in outcomes)}]"


def _extra(extra: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Foreign keys as they were; as a list of pairs where YAML or Afterword would mistake them."""
    keys = [key for key, _ in extra]
    plain = all(
        _PLAIN_KEY.fullmatch(key) and key not in FRONT_KEYS and key.lower() not in _WORDS
        for key in keys
    )
    if plain and len(set(keys)) == len(keys):
        return [(key, text(value)) for key, value in extra]
    pairs = (f"[{text(key, in_list=True)}, {text(value, in_list=True)}]" for key, value in extra)
    return [("extra", f"[{', '.join(pairs)}]")]
