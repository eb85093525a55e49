"""The vocabulary while writing: finds words by their folded spelling and creates what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select
from typing_extensions import override

from models.identifiers import new_id
from models.keys import fold
from models.store.batches import batches
from models.store.tables import CategoryRecord, PersonRecord, ServiceRecord, TagRecord
from models.store.types import storable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from models.store.store import WriteTransaction

_CATEGORY_MARKS = (" › ", " > ", " / ")


def service_path(written: str) -> str:
    """A service path in its one form: no blank segments, no spaces around slashes."""
    return "/".join(" ".join(one.split()) for one in written.split("/") if one.strip())


def category_path(written: str) -> str:
    """A category in its one form, ``Database / Missing index``: two levels at most."""
    text = " ".join(written.split()).strip(" /›>")
    for mark in _CATEGORY_MARKS:
        text = text.replace(mark, "\0")
    parts = [one.strip() for one in text.split("\0") if one.strip()]
    return " / ".join([*parts[:1], " - ".join(parts[1:])]) if len(parts) > 2 else " / ".join(parts)


def one_line(written: str) -> str:
    """A word without spaces around it or line breaks inside."""
    return " ".join(written.split())


class _Kind:
    """What the four kinds share: look up by folded spelling, create the rest."""

    entity: str
    record: type[Any]
    column: str

    def __init__(self, write: WriteTransaction) -> None:
        self._write = write
        self._known: dict[str, UUID] = {}
        self._shown: dict[str, str] = {}

    def ids(self, names: Iterable[str]) -> dict[str, UUID]:
        """The id of each name, as it was written; new ones are created, blank ones left out."""
        tidy = {name: self.tidy(storable(name)) for name in names}
        wanted = {fold(word): word for word in tidy.values() if word}
        self._look_up(wanted)
        self.create({folded: word for folded, word in wanted.items() if folded not in self._known})
        return {name: self._known[fold(word)] for name, word in tidy.items() if word}

    def tidy(self, written: str) -> str:
        return one_line(written)

    def row(self, word: str) -> dict[str, Any]:
        now = self._write.now
        return {"version": 1, "created_at": now, "updated_at": now}

    def create(self, missing: dict[str, str]) -> None:
        rows = []
        for folded, word in missing.items():
            identifier = new_id()
            self._known[folded] = identifier
            self._shown[folded] = word
            rows.append({"id": identifier, self.column: word, "folded": folded, **self.row(word)})
            self._write.log(self.entity, identifier, "created")
        if rows:
            self._write.connection.execute(insert(self.record), rows)

    def _look_up(self, wanted: Iterable[str]) -> None:
        unknown = [folded for folded in wanted if folded not in self._known]
        for some in batches(unknown):
            found = self._write.connection.execute(
                select(self.record.folded, self.record.id, getattr(self.record, self.column)).where(
                    self.record.folded.in_(some)
                )
            )
            for folded, identifier, shown in found:
                self._known[folded] = identifier
                self._shown[folded] = shown


class Tags(_Kind):
    """Free words."""

    entity, record, column = "tag", TagRecord, "name"

    @override
    def row(self, word: str) -> dict[str, Any]:
        return {"created_at": self._write.now}


class People(_Kind):
    """Handles."""

    entity, record, column = "person", PersonRecord, "handle"


class _Tree(_Kind):
    """Paths: creating one creates its ancestors first."""

    separator: str

    @override
    def create(self, missing: dict[str, str]) -> None:
        whole: dict[str, str] = {}
        for word in missing.values():
            parts = word.split(self.separator)
            for length in range(1, len(parts) + 1):
                path = self.separator.join(parts[:length])
                whole.setdefault(fold(path), path)
        self._look_up(whole)
        # Parents before children, one level at a time: a row names its parent's id, and its path
        # takes the spelling that the parent has.
        for depth in sorted({path.count(self.separator) for path in whole.values()}):
            super().create(
                {
                    folded: self._below_parent(path)
                    for folded, path in whole.items()
                    if path.count(self.separator) == depth and folded not in self._known
                }
            )

    def _below_parent(self, path: str) -> str:
        above, mark, leaf = path.rpartition(self.separator)
        return self._shown[fold(above)] + mark + leaf if mark else path

    @override
    def row(self, word: str) -> dict[str, Any]:
        above, mark, _ = word.rpartition(self.separator)
        return {**super().row(word), "parent_id": self._known[fold(above)] if mark else None}


class Services(_Tree):
    """Paths in the service tree."""

    entity, record, column = "service", ServiceRecord, "path"
    separator = "/"

    @override
    def tidy(self, written: str) -> str:
        return service_path(written)


class Categories(_Tree):
    """Failure modes of two levels."""

    entity, record, column = "category", CategoryRecord, "path"
    separator = " / "

    @override
    def tidy(self, written: str) -> str:
        return category_path(written)


class Vocabulary:
    """All four kinds for one transaction, so that a batch looks each word up once."""

    def __init__(self, write: WriteTransaction) -> None:
        """Knows nothing yet."""
        self.services = Services(write)
        self.categories = Categories(write)
        self.people = People(write)
        self.tags = Tags(write)
