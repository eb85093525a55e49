"""How well what was typed is kept: the value that the editor shows all the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

SaveKind = Literal[
    "saved", "unsaved", "saving", "not readable yet", "kept here only", "conflict", "failed"
]


@dataclass(frozen=True, slots=True)
class SaveState:
    """One state.

    Attributes:
        kind: what it is, for the icon and the tone. `saved`: the library holds all of it.
            `unsaved` and `saving`: a moment ago typed. `not readable yet` and `kept here only`:
            in this device's drafts, because the library cannot take it as it stands, or cannot
            take anything now. `conflict`: somebody else changed the same thing; a person decides.
            `failed`: it is in this window only.
        at: when that was so; None before anything happened.
        text: a few words, such as "Saved 09:38".
        detail: the line below, such as "on this device"; what to do, where something is wrong.
    """

    kind: SaveKind
    at: datetime | None
    text: str
    detail: str

    @property
    def is_safe(self) -> bool:
        """Whether closing the window now would lose nothing."""
        return self.kind in ("saved", "not readable yet", "kept here only")
