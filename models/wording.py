"""What the wording of an action item suggests: how strong it is, and what it does.

The strengths are DESIGN section 2's: strong removes or forces, intermediate warns or adds a check,
weak asks people to remember. A suggestion is only that; the author decides.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from models.vocabulary import ActionKind, Strength
from resources import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class ActionWording:
    """Suggests strength and kind from a title."""

    def __init__(
        self, strengths: Mapping[str, Iterable[str]], kinds: Mapping[str, Iterable[str]]
    ) -> None:
        """Take patterns by value of `Strength` and `ActionKind`; the order given decides."""
        self._strengths = {Strength(name): _compiled(some) for name, some in strengths.items()}
        self._kinds = {ActionKind(name): _compiled(some) for name, some in kinds.items()}

    @classmethod
    def shipped(cls) -> ActionWording:
        """The patterns that ship with Afterword."""
        data = tomllib.loads(files.text("actions/wording.toml"))
        return cls(data["strength"], data["kind"])

    def strength(self, title: str) -> Strength | None:
        """The strength that the title sounds like; None when it says nothing of it."""
        return next((one for one, some in self._strengths.items() if _found(some, title)), None)

    def kind(self, title: str) -> ActionKind | None:
        """What the action item sounds like doing; None when the title says nothing of it."""
        return next((one for one, some in self._kinds.items() if _found(some, title)), None)


def _compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in patterns)


def _found(patterns: tuple[re.Pattern[str], ...], title: str) -> bool:
    text = title.strip().lstrip('`*_"“ ')
    return any(one.search(text) for one in patterns)
