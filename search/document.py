"""An incident as the index sees it: the text of its parts, its names, its facts."""

from __future__ import annotations

import json
import zlib
from array import array
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from typing_extensions import override

from models.vocabulary import SectionKind
from search.analysis import analyse, normalised, runs
from search.errors import DamagedIndexError
from search.facts import pack_facts
from search.fields import WEIGHT_SCALE, WEIGHTS, Part
from search.plain import plain_text
from search.query.values import fold_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.incident import Incident, Section

SEPARATOR = "\x1f"
"""Between key and title in a label; a control character that no key holds."""

_SECTION_PARTS = {
    SectionKind.SUMMARY: Part.SUMMARY,
    SectionKind.IMPACT: Part.IMPACT,
    SectionKind.TIMELINE: Part.TIMELINE,
    SectionKind.ROOT_CAUSE: Part.ROOT_CAUSE,
    SectionKind.FACTORS: Part.FACTORS,
    SectionKind.RESOLUTION: Part.RESOLUTION,
    SectionKind.DETECTION: Part.RESOLUTION,
    SectionKind.DEFENCES: Part.DEFENCES,
    SectionKind.LESSONS: Part.LESSONS,
    SectionKind.ACTIONS: Part.ACTIONS,
}


class DocumentText:
    """The texts of a document's parts; analysed once, whoever asks first.

    Whoosh hands documents to its sub-processes pickled, so only the texts travel.
    """

    def __init__(self, parts: tuple[tuple[int, str], ...]) -> None:
        """Take (part number, plain text) pairs in the order of the document."""
        self.parts = parts

    @override
    def __reduce__(self) -> tuple[type[DocumentText], tuple[tuple[tuple[int, str], ...]]]:
        return DocumentText, (self.parts,)

    @cached_property
    def analysed(self) -> AnalysedText:
        """Postings and sequence."""
        return analyse_parts(self.parts)


@dataclass(frozen=True, slots=True)
class AnalysedText:
    """What one document contributes to the index.

    Attributes:
        weights: per term its weight over all parts (BM25F's term frequency).
        masks: per term the parts it stands in.
        sequence: word hashes in reading order; each part begins with its number plus one.
    """

    weights: dict[str, float]
    masks: dict[str, int]
    sequence: array[int]


def analyse_parts(parts: Iterable[tuple[int, str]]) -> AnalysedText:
    """Analyse all parts of one document."""
    weights: dict[str, float] = {}
    masks: dict[str, int] = {}
    sequence = array("I")
    for number, text in parts:
        counts, length = _count_terms(number, text, sequence)
        weighting = WEIGHTS[Part(number)]
        slope = weighting.slope
        worth = weighting.boost / (1 - slope + slope * length / weighting.typical)
        bit = 1 << number
        for term, count in counts.items():
            weights[term] = weights.get(term, 0.0) + count * worth
            masks[term] = masks.get(term, 0) | bit
    return AnalysedText(weights, masks, sequence)


def _count_terms(number: int, text: str, sequence: array[int]) -> tuple[dict[str, int], int]:
    counts: dict[str, int] = {}
    sequence.append(number + 1)
    begin = len(sequence)
    extend, get = sequence.extend, counts.get
    for raw in runs(text):
        chunk = analyse(raw)
        extend(chunk.hashes)
        for term in chunk.terms:
            counts[term] = get(term, 0) + 1
    return counts, len(sequence) - begin


def quantised(weight: float) -> int:
    """A weight as a posting keeps it: never 0, at most what 16 bits hold."""
    return min(max(round(weight * WEIGHT_SCALE), 1), 65_535)


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One incident, ready to be written.

    Attributes:
        text: its words, part by part.
        names: ``service=payments``, with ancestors; what the named filters and facets use.
        facts: its packed row (`search.facts`).
        label: key and title, for showing a hit.
        body: the texts, compressed, for snippets and similarity.
    """

    text: DocumentText
    names: tuple[str, ...]
    facts: bytes
    label: bytes
    body: bytes


def document_of(incident: Incident) -> IndexDocument:
    """Everything that the index keeps of an incident."""
    parts = tuple((part.value, text) for part, text in text_parts(incident) if text)
    return IndexDocument(
        text=DocumentText(parts),
        names=tuple(dict.fromkeys(_names(incident))),
        facts=pack_facts(incident),
        label=f"{incident.key}{SEPARATOR}{incident.title}".encode("utf-8", "replace"),
        body=pack_body(parts),
    )


def pack_body(parts: tuple[tuple[int, str], ...]) -> bytes:
    """The texts of a document, compressed."""
    return zlib.compress(json.dumps(parts, ensure_ascii=False).encode("utf-8", "replace"), 1)


def unpack_body(body: bytes) -> list[tuple[Part, str]]:
    """The texts of a document, as `pack_body` took them.

    Raises:
        DamagedIndexError: when they are not that.
    """
    try:
        return [(Part(number), str(text)) for number, text in json.loads(zlib.decompress(body))]
    except (zlib.error, ValueError, TypeError) as error:
        msg = "the texts of a document cannot be read"
        raise DamagedIndexError(msg) from error


def text_parts(incident: Incident) -> list[tuple[Part, str]]:
    """The plain text of each part, in the order of `Part`."""
    texts: dict[Part, list[str]] = {part: [] for part in Part}
    texts[Part.KEY].append(normalised(incident.key))
    texts[Part.TITLE].append(normalised(incident.title))
    for section in incident.sections:
        texts[_SECTION_PARTS.get(section.kind, Part.OTHER)].append(_section_text(section))
    _add_records(incident, texts)
    _add_names(incident, texts)
    return [(part, "\n".join(one for one in lines if one)) for part, lines in texts.items()]


def _section_text(section: Section) -> str:
    text = plain_text(section.markdown)
    if section.kind in _SECTION_PARTS:
        return text
    return f"{plain_text(section.title)}: {text}"


def _add_records(incident: Incident, texts: dict[Part, list[str]]) -> None:
    for event in incident.timeline:
        texts[Part.TIMELINE].append(f"{event.at:%H:%M} {plain_text(event.text)}")
    for factor in incident.contributing_factors:
        words = [factor.title, factor.text, *factor.tags]
        texts[Part.FACTORS].append(". ".join(plain_text(one) for one in words if one))
    for defence in incident.defences:
        texts[Part.DEFENCES].append(plain_text(defence.text))
    for item in incident.action_items:
        words = [item.title, item.tracker_key or "", item.status_reason]
        texts[Part.ACTIONS].append(". ".join(plain_text(one) for one in words if one))


def _add_names(incident: Incident, texts: dict[Part, list[str]]) -> None:
    texts[Part.SERVICES].extend(normalised(one) for one in incident.services)
    texts[Part.CATEGORY].append(normalised(incident.category or ""))
    texts[Part.TAGS].extend(normalised(one) for one in incident.tags)
    texts[Part.PEOPLE].extend(normalised(one) for one in _people(incident))
    texts[Part.IMPACT].append(normalised(incident.impact.slo or ""))
    other = texts[Part.OTHER]
    other.extend(f"{link.phrase} {link.key} {plain_text(link.reason)}" for link in incident.links)
    other.extend(normalised(one.name) for one in incident.attachments)
    other.extend(f"{name}: {plain_text(value)}" for name, value in incident.extra)


def _people(incident: Incident) -> list[str]:
    people = [item.owner for item in incident.action_items if item.owner]
    if incident.postmortem:
        people.extend(incident.postmortem.authors)
        people.extend(incident.postmortem.reviewers)
    return list(dict.fromkeys(people))


def _names(incident: Incident) -> Iterator[str]:
    # Keys and people are sought, not listed, so they are kept folded; services, categories and
    # tags are shown as facets, so they are kept as written.
    yield f"key={fold_path(incident.key)}"
    yield f"kind={incident.kind.value}"
    for path in incident.services:
        for ancestor in _with_ancestors(normalised(path)):
            yield f"service={ancestor}"
    if incident.category:
        yield f"category={normalised(incident.category)}"
    for tag in incident.tags:
        yield f"tag={normalised(tag)}"
    for item in incident.action_items:
        if item.owner:
            yield f"owner={fold_path(item.owner)}"
        if item.tracker_key:
            yield f"tracker={fold_path(item.tracker_key)}"
    if incident.postmortem:
        yield from (f"author={fold_path(one)}" for one in incident.postmortem.authors)
        yield from (f"reviewer={fold_path(one)}" for one in incident.postmortem.reviewers)


def _with_ancestors(path: str) -> list[str]:
    """``payments/db`` gives ``payments`` and ``payments/db``."""
    steps = path.split("/")
    return ["/".join(steps[: at + 1]) for at in range(len(steps)) if steps[at].strip()]
