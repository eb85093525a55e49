"""Words that are right in this library, whatever a dictionary says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.store.settings import read_setting
from models.store.tables import CategoryRecord, PersonRecord, ServiceRecord, TagRecord

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from models.store.store import Store

OWN_WORDS = "spelling_words"
"""Setting: words that people added, a list in lower case."""


class Spelling:
    """Names of the vocabulary, and what people added."""

    def __init__(self, store: Store) -> None:
        """Reads from `store`."""
        self._store = store

    def known(self) -> frozenset[str]:
        """Service paths, categories, tags, people and added words, as they are written."""
        columns = (ServiceRecord.path, CategoryRecord.path, TagRecord.name, PersonRecord.handle)
        found: set[str] = set()
        with self._store.reading() as connection:
            for column in columns:
                found.update(connection.execute(select(column)).scalars())
            found.update(own_words(connection))
        return frozenset(found)


def own_words(connection: Connection) -> list[str]:
    """The words that people added."""
    stored = read_setting(connection, OWN_WORDS)
    return [str(one) for one in stored] if isinstance(stored, list) else []
