"""What another policy would change, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.wording import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.policy_writing import PolicyEffect

_MOST_NAMED = 3


def effect_words(effect: PolicyEffect) -> str:
    """``With this policy 3 more incidents would require a postmortem: …; 1 would not any more``."""
    parts = []
    if effect.newly:
        count = count_words(len(effect.newly), "more incident")
        parts.append(f"{count} would require a postmortem ({_named(effect.newly)})")
    if effect.no_longer:
        count = count_words(len(effect.no_longer), "incident")
        parts.append(f"{count} would not require one any more ({_named(effect.no_longer)})")
    if not parts and effect.incidents:
        total = count_words(effect.incidents, "incident")
        parts.append(f"nothing would change for the library’s {total}")
    said = "; ".join(parts) or "there are no incidents to judge"
    unknown = ""
    if effect.unknown:
        unknown = f" {count_words(effect.unknown, 'incident')} cannot be judged: facts are missing."
    return f"With this policy {said}.{unknown} Published postmortems keep the one they had."


def _named(keys: Sequence[str]) -> str:
    more = len(keys) - _MOST_NAMED
    return ", ".join(keys[:_MOST_NAMED]) + (f", {more:,} more" if more > 0 else "")
