"""SQLite's FTS5, as good as it is made: prefix indexes, English stems, its own BM25."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from tests.benchmarks.peers.engine import TITLE_WORTH
from tests.benchmarks.peers.questions import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.peers.questions import Question, Text

_SCHEMA = f"""
create table facts (id integer primary key, key text unique, title text, body text,
  severity int, status text, started int);
create table names (name text, id int, primary key (name, id)) without rowid;
create index by_start on facts (started);
create index by_severity on facts (severity, started);
create virtual table texts using fts5(title, body, content='facts', content_rowid='id',
  tokenize='porter unicode61 remove_diacritics 2', prefix='1 2 3');
insert into texts(texts, rank) values ('rank', 'bm25({TITLE_WORTH}.0, 1.0)');
"""


class Fts5:
    """One database file."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.db"
        self._open: sqlite3.Connection | None = None

    def build(self, texts: Iterator[Text]) -> None:
        with sqlite3.connect(self._path) as database:
            database.execute("pragma journal_mode = wal")
            database.executescript(_SCHEMA)
            for text in texts:
                _insert(database, text)
            database.commit()
            database.execute("analyze")
        database.close()

    def open(self) -> None:
        self._open = sqlite3.connect(self._path)
        self._open.execute("pragma cache_size = -200000")
        self._open.execute("pragma mmap_size = 4000000000")

    def ask(self, question: Question) -> list[str]:
        conditions, values = _conditions(question)
        order = {
            "relevance": "texts.rank",
            "newest": "facts.started desc",
            "severity": "facts.severity, facts.started desc",
        }[question.sort]
        source = "facts"
        if question.words:
            source = "texts join facts on facts.id = texts.rowid"
            conditions.insert(0, "texts match ?")
            values.insert(0, _match(question))
        where = f"where {' and '.join(conditions)}" if conditions else ""
        sql = f"select facts.key, facts.title from {source} {where} order by {order} limit {SHOWN}"
        return [key for key, _ in self._database.execute(sql, values).fetchall()]

    def save(self, text: Text) -> None:
        database = self._database
        row = database.execute(
            "select id, title, body from facts where key = ?", (text.key,)
        ).fetchone()
        database.execute(
            "insert into texts(texts, rowid, title, body) values ('delete', ?, ?, ?)", row
        )
        database.execute("delete from facts where id = ?", row[:1])
        database.execute("delete from names where id = ?", row[:1])
        _insert(database, text)
        database.commit()

    @property
    def _database(self) -> sqlite3.Connection:
        assert self._open is not None
        return self._open


def _insert(database: sqlite3.Connection, text: Text) -> None:
    number = database.execute(
        "insert into facts(key, title, body, severity, status, started) values (?, ?, ?, ?, ?, ?)",
        (text.key, text.title, text.body, text.severity, text.status, text.started),
    ).lastrowid
    database.execute(
        "insert into texts(rowid, title, body) values (?, ?, ?)", (number, text.title, text.body)
    )
    database.executemany(
        "insert or ignore into names values (?, ?)", [(name, number) for name in text.names]
    )


def _match(question: Question) -> str:
    words = [f'"{word}"' for word in question.words]
    if question.how == "side by side":
        return f'"{" ".join(question.words)}"'
    if question.how == "spelt like":
        return " OR ".join(f'"{word}"' for word in question.like) or '"nothing"'
    if question.how == "beginning":
        words[-1] += "*"
    return " ".join(words)


def _conditions(question: Question) -> tuple[list[str], list[object]]:
    conditions = [
        "exists (select 1 from names where names.name = ? and names.id = facts.id)"
        for _ in question.names
    ]
    values: list[object] = list(question.names)
    if question.severities:
        marks = ", ".join("?" for _ in question.severities)
        conditions.append(f"facts.severity in ({marks})")
        values += question.severities
    if question.after:
        conditions.append("facts.started >= ?")
        values.append(question.after)
    if question.not_status:
        conditions.append("facts.status <> ?")
        values.append(question.not_status)
    return conditions, values
