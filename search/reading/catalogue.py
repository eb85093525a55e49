"""The names that incidents carry (services, categories, tags, people, keys), and which do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from search.query.values import fold_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.reading.segment import Segment

FACET_KINDS = ("service", "category", "tag")
"""Kinds whose names are counted; few names, each on many documents."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which document carries which name, as two parallel arrays.

    Attributes:
        names: the names in use.
        documents: document numbers.
        places: for each, the place of its name in `names`.
    """

    names: list[str]
    documents: npt.NDArray[np.int32]
    places: npt.NDArray[np.int32]

    def counts(self, within: npt.NDArray[np.bool_]) -> dict[str, int]:
        """How many of the documents `within` carry each name; names that none carries left out."""
        chosen = self.places[within[self.documents]]
        counted = np.bincount(chosen, minlength=len(self.names))
        return {self.names[at]: int(counted[at]) for at in np.flatnonzero(counted).tolist()}


class Catalogue:
    """The names in one snapshot of the index."""

    def __init__(self, segments: Sequence[Segment], bases: Sequence[int], size: int) -> None:
        """Look into these segments; nothing is read until it is asked for."""
        self._segments = segments
        self._bases = bases
        self._size = size
        self._pairs: dict[str, Pairs] = {}

    def pairs(self, kind: str) -> Pairs:
        """All names of a facet kind with their documents."""
        found = self._pairs.get(kind)
        if found is None:
            found = self._pairs[kind] = self._read_pairs(kind)
        return found

    def matching(self, kind: str, value: str) -> npt.NDArray[np.bool_]:
        """The documents that carry a name meant by `value`, as a mask over all documents.

        A service or category is meant by its whole path, by its last steps (``payment-db`` for
        ``payments/payment-db``) or, for want of either, by how one of its steps begins. A person,
        key or tracker key is meant by itself or, for want of that, by how it begins.
        """
        mask = np.zeros(self._size, bool)
        if kind in FACET_KINDS:
            pairs = self.pairs(kind)
            wanted = np.zeros(len(pairs.names), bool)
            wanted[self._meant(kind, value)] = True
            mask[pairs.documents[wanted[pairs.places]]] = True
            return mask
        folded = fold_path(value)
        if not self._mark_exact(kind, folded, mask):
            self._mark_prefix(kind, folded, mask)
        return mask

    def carries(self, kind: str, name: str, document: int) -> bool:
        """Whether a document carries exactly this name of a facet kind."""
        return name in self.names_of(kind, document)

    def names_of(self, kind: str, document: int) -> tuple[str, ...]:
        """The names of a facet kind that a document carries."""
        pairs = self.pairs(kind)
        places = pairs.places[pairs.documents == document]
        return tuple(pairs.names[place] for place in places.tolist())

    def names(self, kind: str) -> list[str]:
        """All names of a facet kind, for completion and corrections."""
        return self.pairs(kind).names

    @cached_property
    def _folded(self) -> dict[str, list[str]]:
        return {}

    def _meant(self, kind: str, value: str) -> list[int]:
        if kind not in self._folded:
            self._folded[kind] = [fold_path(name) for name in self.pairs(kind).names]
        names, wanted = self._folded[kind], fold_path(value)
        if not wanted:
            return []
        exact = [at for at, name in enumerate(names) if name == wanted]
        exact = exact or [at for at, name in enumerate(names) if name.endswith(f"/{wanted}")]
        if kind == "category":
            exact += [at for at, name in enumerate(names) if name.startswith(f"{wanted}/")]
        return exact or [
            at for at, name in enumerate(names) if name.startswith(wanted) or f"/{wanted}" in name
        ]

    def _mark_exact(self, kind: str, folded: str, mask: npt.NDArray[np.bool_]) -> bool:
        found = False
        for base, segment in zip(self._bases, self._segments, strict=True):
            ordinal = segment.terms.find("names", f"{kind}={folded}")
            if ordinal is not None:
                mask[base + segment.documents_with(ordinal)] = True
                found = True
        return found

    def _mark_prefix(self, kind: str, folded: str, mask: npt.NDArray[np.bool_]) -> None:
        for base, segment in zip(self._bases, self._segments, strict=True):
            first, last = segment.terms.prefix_range("names", f"{kind}={folded}")
            mask[base + segment.documents_with_any(first, last)] = True

    def _read_pairs(self, kind: str) -> Pairs:
        places: dict[str, int] = {}
        documents: list[npt.NDArray[np.int32]] = []
        named: list[npt.NDArray[np.int32]] = []
        for base, segment in zip(self._bases, self._segments, strict=True):
            for name, carriers in segment.carriers(kind):
                place = places.setdefault(name, len(places))
                documents.append(carriers + np.int32(base))
                named.append(np.full(len(carriers), place, np.int32))
        empty = np.zeros(0, np.int32)
        return Pairs(
            list(places),
            np.concatenate(documents) if documents else empty,
            np.concatenate(named) if named else empty,
        )
