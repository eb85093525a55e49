"""The Whoosh schema: which fields exist, how a posting is written, which version this is."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from typing_extensions import override
from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec

from search.document import DocumentText, quantised
from search.facts import ROW_SIZE

if TYPE_CHECKING:
    from collections.abc import Generator

    from search.document import IndexDocument

SCHEMA_VERSION = 2
"""Raise it whenever what is written changes in any way: an index of another version is rebuilt."""

POSTING = struct.Struct("<HH")
"""Weight in steps of 1/512 (`search.fields.WEIGHT_SCALE`), then the mask of parts."""

_BLOCK = 1 << 14


class _WeightAndParts(formats.Format):
    """A posting's value: four bytes, so that a block of them is one NumPy array."""

    posting_size = POSTING.size

    def decode_frequency(self, value: bytes) -> int:
        """Whoosh's own scoring is not used; each posting counts once there."""
        return 1


class WordsField(fields.FieldType):
    """The words of all parts of a document; its column holds the sequence for phrases."""

    def __init__(self) -> None:
        # Not scorable: the weight in the posting is normalised by length already.
        super().__init__(_WeightAndParts(), None, sortable=_variable())  # type: ignore[arg-type]

    @override
    def index(
        self, value: DocumentText, **kwargs: Any
    ) -> Generator[tuple[bytes, int, float | int, bytes], Any, None]:
        """Postings of one document: term, frequency, Whoosh's weight (unused), value."""
        masks = value.analysed.masks
        pack = POSTING.pack
        for term, weight in value.analysed.weights.items():
            yield term.encode("utf-8", "replace"), 1, 1.0, pack(quantised(weight), masks[term])

    @override
    def to_column_value(self, value: DocumentText) -> bytes:
        """The sequence, 32 bits a word, little-endian."""
        return value.analysed.sequence.tobytes()


class NamesField(fields.FieldType):
    """Exact names (``service=payments``): present in a document or not, nothing else."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)  # type: ignore[arg-type]

    @override
    def index(
        self, value: tuple[str, ...], **kwargs: Any
    ) -> Generator[tuple[bytes, int, float | int, bytes], Any, None]:
        """One posting for each name."""
        for name in value:
            yield name.encode("utf-8", "replace"), 1, 1.0, b""


def _variable() -> columns.VarBytesColumn:
    # Offsets are summed up by NumPy when the column is read; Whoosh need not write them.
    return columns.VarBytesColumn(allow_offsets=False)  # type: ignore[no-untyped-call]


def _row() -> columns.FixedBytesColumn:
    return columns.FixedBytesColumn(ROW_SIZE)  # type: ignore[no-untyped-call]


def new_schema() -> fields.Schema:
    """The schema of version `SCHEMA_VERSION`."""
    return fields.Schema(
        words=WordsField(),
        names=NamesField(),
        facts=fields.COLUMN(_row()),
        label=fields.COLUMN(_variable()),
        body=fields.COLUMN(_variable()),
        meta=fields.COLUMN(_variable()),
    )


def new_codec() -> W3Codec:
    """Whoosh's codec with large, uncompressed blocks: whole posting lists are read at once.

    Its default of 128 postings a block, each compressed, suits skipping, which is not done here.
    """
    return W3Codec(blocklimit=_BLOCK, compression=0)  # type: ignore[no-untyped-call]


def fields_of(document: IndexDocument) -> dict[str, Any]:
    """A document as the writer takes it."""
    return {
        "words": document.text,
        "names": document.names,
        "facts": document.facts,
        "label": document.label,
        "body": document.body,
    }
