"""Suggested repeats that wait for a verdict, and what comparing incidents needs to know."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from models.recurrence.questions import to_ask
from models.recurrence.ranking import LEAST_CONFIDENCE, LEAST_SHOWN, Commonness, Traits
from models.rows import SuggestionRow
from models.store.batches import batches
from models.store.settings import SUGGEST_REPEATS, read_setting
from models.store.tables import (
    CategoryRecord,
    ChangeRecord,
    ComparedRecord,
    FactorRecord,
    FactorTagRecord,
    IncidentRecord,
    IncidentServiceRecord,
    LinkRecord,
    ServiceRecord,
    SuggestionRecord,
    TagRecord,
)
from models.vocabulary import IncidentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.engine import Connection

    from models.store.store import Store

_LATER, _EARLIER = aliased(IncidentRecord), aliased(IncidentRecord)
_REAL = and_(IncidentRecord.trashed_at.is_(None), IncidentRecord.kind == IncidentKind.INCIDENT)


class Suggestions:
    """Pairs that look like repeats, and those of them that a person is asked about.

    The library's setting says how sure one must be, and whether any are shown.
    """

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def waiting(self, limit: int | None = None) -> list[SuggestionRow]:
        """Pairs that wait for a verdict, the most certain first (`models.recurrence.questions`)."""
        with self._store.reading() as connection:
            return _rows(connection, _asked(connection)[:limit])

    def count(self) -> int:
        """How many wait."""
        with self._store.reading() as connection:
            return len(_asked(connection))

    def found(self) -> list[SuggestionRow]:
        """Every pair that looks like a repeat, the most certain first, whatever was said of it."""
        with self._store.reading() as connection:
            return _rows(connection, [pair for pair, _, _ in _candidates(connection)])

    def are_wanted(self) -> bool:
        """Whether the library's setting asks for any."""
        with self._store.reading() as connection:
            return _least(connection) is not None

    def progress(self) -> tuple[int, int]:
        """How many incidents were compared as they are now, of how many."""
        current = and_(
            ComparedRecord.incident_id == IncidentRecord.id,
            ComparedRecord.version == IncidentRecord.version,
        )
        query = (
            select(func.count(ComparedRecord.incident_id), func.count(IncidentRecord.id))
            .select_from(IncidentRecord)
            .outerjoin(ComparedRecord, current)
            .where(_REAL)
        )
        with self._store.reading() as connection:
            compared, incidents = connection.execute(query).one()
        return int(compared), int(incidents)

    def pending(self, up_to: int, limit: int) -> dict[UUID, int]:
        """Incidents that changed since they were compared, newest first, with their versions.

        Args:
            up_to: the last change that the index holds; what changed after it must wait.
            limit: most to return.
        """
        unseen = select(ChangeRecord.number).where(
            ChangeRecord.incident_id == IncidentRecord.id, ChangeRecord.number > up_to
        )
        query = (
            select(IncidentRecord.id, IncidentRecord.version)
            .outerjoin(ComparedRecord, ComparedRecord.incident_id == IncidentRecord.id)
            .where(
                _REAL,
                or_(
                    ComparedRecord.version.is_(None),
                    ComparedRecord.version != IncidentRecord.version,
                ),
                ~unseen.exists(),
            )
            .order_by(IncidentRecord.updated_at.desc(), IncidentRecord.id)
            .limit(limit)
        )
        with self._store.reading() as connection:
            return {one: version for one, version in connection.execute(query)}

    def commonness(self) -> Commonness:
        """How common services, categories and factor tags are."""
        with self._store.reading() as connection:
            return Commonness(
                incidents=connection.execute(
                    select(func.count()).select_from(IncidentRecord).where(_REAL)
                ).scalar_one(),
                services=_counts(
                    connection,
                    select(ServiceRecord.path, func.count())
                    .join(
                        IncidentServiceRecord, IncidentServiceRecord.service_id == ServiceRecord.id
                    )
                    .group_by(ServiceRecord.path),
                ),
                categories=_counts(
                    connection,
                    select(CategoryRecord.path, func.count())
                    .join(IncidentRecord, IncidentRecord.category_id == CategoryRecord.id)
                    .group_by(CategoryRecord.path),
                ),
                factor_tags=_counts(
                    connection,
                    select(TagRecord.name, func.count(FactorRecord.incident_id.distinct()))
                    .join(FactorTagRecord, FactorTagRecord.tag_id == TagRecord.id)
                    .join(FactorRecord, FactorRecord.id == FactorTagRecord.factor_id)
                    .group_by(TagRecord.name),
                ),
            )

    def traits(self, ids: Iterable[UUID]) -> dict[UUID, Traits]:
        """What is compared of these incidents; drills and the trash have none."""
        found: dict[UUID, Traits] = {}
        with self._store.reading() as connection:
            for some in batches(list(dict.fromkeys(ids))):
                found.update(_traits(connection, some))
        return found


def _traits(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Traits]:
    services = _names(
        connection,
        select(IncidentServiceRecord.incident_id, ServiceRecord.path)
        .join(ServiceRecord, ServiceRecord.id == IncidentServiceRecord.service_id)
        .where(IncidentServiceRecord.incident_id.in_(ids)),
    )
    tags = _names(
        connection,
        select(FactorRecord.incident_id, TagRecord.name)
        .join(FactorTagRecord, FactorTagRecord.factor_id == FactorRecord.id)
        .join(TagRecord, TagRecord.id == FactorTagRecord.tag_id)
        .where(FactorRecord.incident_id.in_(ids)),
    )
    rows = connection.execute(
        select(IncidentRecord.id, IncidentRecord.started_at, CategoryRecord.path)
        .outerjoin(CategoryRecord, CategoryRecord.id == IncidentRecord.category_id)
        .where(IncidentRecord.id.in_(ids), _REAL)
    )
    return {
        one: Traits(
            id=one,
            started_at=started_at,
            services=frozenset(services[one]),
            category=category,
            factor_tags=frozenset(tags[one]),
        )
        for one, started_at, category in rows
    }


def _names(connection: Connection, query: Select[UUID, str]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    for row in connection.execute(query):
        found[row[0]].add(row[1])
    return found


def _counts(connection: Connection, query: Select[str, int]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query)}


def _least(connection: Connection) -> float | None:
    """The least confidence that is shown; None for none at all."""
    chosen = str(read_setting(connection, SUGGEST_REPEATS))
    return LEAST_SHOWN.get(chosen, LEAST_CONFIDENCE)


def _asked(connection: Connection) -> list[str]:
    """Names of the pairs to ask about, the most certain first."""
    candidates = _candidates(connection)
    if not candidates:
        return []
    link = LinkRecord
    links = connection.execute(
        select(link.from_id, link.to_id, link.kind).where(link.removed_at.is_(None))
    )
    said = [(first, second, kind) for first, second, kind in links]
    return [str(pair) for pair in to_ask(candidates, said)]


def _candidates(connection: Connection) -> list[tuple[str, UUID, UUID]]:
    least = _least(connection)
    if least is None:
        return []
    record = SuggestionRecord
    query = (
        select(record.pair, record.later_id, record.earlier_id)
        .join(_LATER, _LATER.id == record.later_id)
        .join(_EARLIER, _EARLIER.id == record.earlier_id)
        .where(
            record.confidence >= least,
            _LATER.trashed_at.is_(None),
            _EARLIER.trashed_at.is_(None),
            _LATER.kind == IncidentKind.INCIDENT,
            _EARLIER.kind == IncidentKind.INCIDENT,
        )
        .order_by(record.confidence.desc(), record.pair)
    )
    return [(pair, later, earlier) for pair, later, earlier in connection.execute(query)]


def _rows(connection: Connection, pairs: Sequence[str]) -> list[SuggestionRow]:
    """These pairs with what is shown of them, in their order."""
    found: dict[str, SuggestionRow] = {}
    columns = (
        SuggestionRecord.pair,
        SuggestionRecord.later_id,
        _LATER.key.label("later_key"),
        _LATER.title.label("later_title"),
        _LATER.started_at.label("later_started_at"),
        SuggestionRecord.earlier_id,
        _EARLIER.key.label("earlier_key"),
        _EARLIER.title.label("earlier_title"),
        _EARLIER.started_at.label("earlier_started_at"),
        SuggestionRecord.confidence,
        SuggestionRecord.evidence,
    )
    for some in batches(pairs):
        query = (
            select(*columns)
            .join(_LATER, _LATER.id == SuggestionRecord.later_id)
            .join(_EARLIER, _EARLIER.id == SuggestionRecord.earlier_id)
            .where(SuggestionRecord.pair.in_(some))
        )
        for row in connection.execute(query):
            found[row.pair] = SuggestionRow(**{**row._mapping, "evidence": tuple(row.evidence)})
    return [found[pair] for pair in pairs]
