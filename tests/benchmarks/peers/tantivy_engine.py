"""tantivy, a search engine in Rust, through its Python package."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any

from tests.benchmarks.peers.engine import TITLE_WORTH
from tests.benchmarks.peers.questions import FACETS, SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.peers.questions import Question, Text

_MOST_VALUES = 1_000
_COUNTS = {
    "severity": {"terms": {"field": "severity", "size": _MOST_VALUES}},
    **{name: {"terms": {"field": f"of_{name}", "size": _MOST_VALUES}} for name in FACETS},
}
_HEAP = 256 * 2**20
_SPECIAL = re.compile(r"[^\w\s.-]|(?<!\w)-")


class TantivyEngine:
    """One tantivy index."""

    def __init__(self, folder: Path) -> None:
        self._module: Any = importlib.import_module("tantivy")
        self._folder = folder / "tantivy"
        self._folder.mkdir(exist_ok=True)
        builder = self._module.SchemaBuilder()
        for name in ("title", "body"):
            builder.add_text_field(name, stored=name == "title", tokenizer_name="en_stem")
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        builder.add_text_field("names", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("status", tokenizer_name="raw", index_option="basic")
        for name in FACETS:
            builder.add_text_field(
                f"of_{name}", tokenizer_name="raw", index_option="basic", fast=True
            )
        for name in ("severity", "started"):
            builder.add_integer_field(name, indexed=True, fast=True)
        self._schema = builder.build()
        self._index: Any = None
        self._searcher: Any = None

    def build(self, texts: Iterator[Text]) -> None:
        index = self._module.Index(self._schema, path=str(self._folder))
        writer = index.writer(_HEAP, 2)
        for text in texts:
            writer.add_document(self._document(text))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self._index = self._module.Index.open(str(self._folder))
        self._searcher = self._index.searcher()

    def ask(self, question: Question) -> list[str]:
        query = self._query(question)
        order: dict[str, Any] = {}
        if question.sort != "relevance":
            field = "started" if question.sort == "newest" else "severity"
            ascending = self._module.Order.Asc
            descending = self._module.Order.Desc
            order = {
                "order_by_field": field,
                "order": descending if field == "started" else ascending,
            }
        found = self._searcher.search(query, SHOWN, count=False, **order).hits
        documents = [self._searcher.doc(address) for _, address in found]
        return [one["key"][0] for one in documents if one["title"]]

    def ask_all(self, question: Question) -> list[str]:
        query = self._query(question)
        found = self._searcher.search(query, SHOWN, count=True)
        counted = self._searcher.aggregate(query, _COUNTS)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        if found.count and not counted["severity"]["buckets"]:
            msg = "tantivy counted nothing"
            raise RuntimeError(msg)
        return [one["key"][0] for one in documents if one["title"]]

    def save(self, text: Text) -> None:
        writer = self._index.writer(_HEAP // 8, 1)
        writer.delete_documents_by_term("key", text.key)
        writer.add_document(self._document(text))
        writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _document(self, text: Text) -> Any:
        document = self._module.Document()
        for name in ("key", "title", "body", "status"):
            document.add_text(name, getattr(text, name))
        for name in text.names:
            document.add_text("names", name)
        for facet in FACETS:
            for value in text.facet(facet):
                document.add_text(f"of_{facet}", value)
        document.add_integer("severity", text.severity)
        document.add_integer("started", text.started)
        return document

    def _query(self, question: Question) -> Any:
        kinds, module = self._module.Occur, self._module
        parts = [(kinds.Must, part) for part in self._text(question)]
        term = module.Query.term_query
        parts += [(kinds.Must, term(self._schema, "names", name)) for name in question.names]
        if question.severities:
            ranks = [
                (kinds.Should, term(self._schema, "severity", rank)) for rank in question.severities
            ]
            parts.append((kinds.Must, module.Query.boolean_query(ranks)))
        if question.after:
            since = module.Query.range_query(
                self._schema, "started", module.FieldType.Integer, question.after, None
            )
            parts.append((kinds.Must, since))
        if question.not_status:
            parts.append((kinds.MustNot, term(self._schema, "status", question.not_status)))
        return module.Query.boolean_query(parts) if parts else module.Query.all_query()

    def _text(self, question: Question) -> list[Any]:
        words = [_SPECIAL.sub(" ", word).strip() for word in question.words]
        if not words:
            return []
        if question.how == "side by side":
            return [self._parsed(f'"{" ".join(words)}"')]
        if question.how == "spelt like":
            return [self._either("fuzzy_term_query", words[0].lower(), question.edits)]
        if question.how == "beginning":
            whole = [self._parsed(" ".join(words[:-1]))] if words[:-1] else []
            return [*whole, self._either("regex_query", re.escape(words[-1].lower()) + ".*")]
        return [self._parsed(" ".join(words))]

    def _parsed(self, text: str) -> Any:
        return self._index.parse_query(
            text,
            default_field_names=["title", "body"],
            field_boosts={"title": float(TITLE_WORTH)},
            conjunction_by_default=True,
        )

    def _either(self, kind: str, *values: object) -> Any:
        """In the title, which counts more, or in the body."""
        make, kinds = getattr(self._module.Query, kind), self._module.Occur
        title = self._module.Query.boost_query(make(self._schema, "title", *values), TITLE_WORTH)
        body = make(self._schema, "body", *values)
        return self._module.Query.boolean_query([(kinds.Should, title), (kinds.Should, body)])
