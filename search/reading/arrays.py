"""Names for the arrays that searching is done on."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Mask: TypeAlias = npt.NDArray[np.bool_]
"""One truth value for each document of a snapshot."""

Scores: TypeAlias = npt.NDArray[np.float32]
"""One number for each document, or for each of some documents."""

Documents: TypeAlias = npt.NDArray[np.int64]
"""Numbers of documents, ascending."""

Masks: TypeAlias = npt.NDArray[np.uint16]
"""The parts that a word stands in, as bits (`search.fields.Part`), for each of some documents."""
