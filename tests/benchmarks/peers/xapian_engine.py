"""Xapian, the engine of Recoll, through Debian's Python package."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any

from tests.benchmarks.peers.engine import TITLE_WORTH
from tests.benchmarks.peers.questions import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.peers.questions import Question, Text

_STARTED, _SEVERITY = 0, 1
_SPECIAL = re.compile(r"[^\w\s.-]")
_EVERY = 10_000


class XapianEngine:
    """One Xapian database."""

    def __init__(self, folder: Path) -> None:
        self._module: Any = importlib.import_module("xapian")
        self._path = str(folder / "xapian")
        self._stemmer = self._module.Stem("en")
        self._database: Any = None
        self._writer: Any = None
        self._parser: Any = None

    def build(self, texts: Iterator[Text]) -> None:
        database = self._module.WritableDatabase(self._path, self._module.DB_CREATE_OR_OPEN)
        for number, text in enumerate(texts, 1):
            database.add_document(self._document(text))
            if number % _EVERY == 0:
                database.commit()
        database.commit()
        database.close()

    def open(self) -> None:
        module = self._module
        self._database = module.Database(self._path)
        self._parser = parser = module.QueryParser()
        parser.set_database(self._database)
        parser.set_stemmer(self._stemmer)
        parser.set_stemming_strategy(module.QueryParser.STEM_SOME)
        parser.set_default_op(module.Query.OP_AND)
        parser.set_max_expansion(12, module.Query.WILDCARD_LIMIT_MOST_FREQUENT)

    def ask(self, question: Question) -> list[str]:
        enquire = self._module.Enquire(self._database)
        enquire.set_query(self._query(question))
        if question.sort == "newest":
            enquire.set_sort_by_value(_STARTED, True)
        elif question.sort == "severity":
            enquire.set_sort_by_value(_SEVERITY, False)
        found = enquire.get_mset(0, SHOWN)
        return [match.document.get_data().decode().partition("\t")[0] for match in found]

    def save(self, text: Text) -> None:
        if self._writer is None:
            self._writer = self._module.WritableDatabase(self._path, self._module.DB_OPEN)
        self._writer.replace_document(f"Q{text.key}", self._document(text))
        self._writer.commit()
        self._database.reopen()

    def _document(self, text: Text) -> Any:
        document = self._module.Document()
        generator = self._module.TermGenerator()
        generator.set_stemmer(self._stemmer)
        generator.set_document(document)
        generator.index_text(text.title, TITLE_WORTH)
        generator.increase_termpos()
        generator.index_text(text.body)
        for name in text.names:
            document.add_boolean_term(f"XN{name}"[:200])
        document.add_boolean_term(f"XS{text.severity}")
        document.add_boolean_term(f"XT{text.status}")
        document.add_boolean_term(f"Q{text.key}")
        document.add_value(_STARTED, self._module.sortable_serialise(text.started))
        document.add_value(_SEVERITY, self._module.sortable_serialise(text.severity))
        document.set_data(f"{text.key}\t{text.title}")
        return document

    def _query(self, question: Question) -> Any:
        kind = self._module.Query
        query = self._text(question)
        filters = [kind(f"XN{name}"[:200]) for name in question.names]
        if question.severities:
            filters.append(kind(kind.OP_OR, [kind(f"XS{rank}") for rank in question.severities]))
        if question.after:
            since = self._module.sortable_serialise(question.after)
            filters.append(kind(kind.OP_VALUE_GE, _STARTED, since))
        for one in filters:
            query = kind(kind.OP_FILTER, query, one)
        if question.not_status:
            query = kind(kind.OP_AND_NOT, query, kind(f"XT{question.not_status}"))
        return query

    def _text(self, question: Question) -> Any:
        words = [_SPECIAL.sub(" ", word).strip() for word in question.words]
        kind, parser = self._module.Query, self._module.QueryParser
        if not words:
            return kind.MatchAll
        if question.how == "side by side":
            return self._parser.parse_query(f'"{" ".join(words)}"', parser.FLAG_PHRASE)
        if question.how == "spelt like":
            return kind(kind.OP_OR, [kind(word) for word in question.like])
        flags = parser.FLAG_PARTIAL if question.how == "beginning" else 0
        return self._parser.parse_query(" ".join(words), flags)
