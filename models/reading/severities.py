"""Severities as people label them: SEV-1, Sev1, S1, P1, 1, critical."""

from __future__ import annotations

import re

from models.reading.wordlists import vocabulary
from models.vocabulary import Severity

_CODE = re.compile(r"\b(SEV|S|P|PRIO|PRIORITY|SEVERITY|LEVEL)[-_\s]?([0-5])\b", re.IGNORECASE)
_IN_TITLE = re.compile(r"\bSEV[-_\s]?([1-5])\b", re.IGNORECASE)
_BARE = re.compile(r"^\W*([1-5])\b(?!\s*%|[.,]\d)")


def read_severity(value: str) -> tuple[Severity, float] | None:
    """The severity that a labelled value states, with confidence; None when it states none."""
    code = _CODE.search(value)
    if code is not None:
        number = int(code[2])
        sure = 1.0 if code[1].upper() == "SEV" else 0.9
        return (_severity(number), sure) if number else (Severity.SEV_1, 0.7)
    bare = _BARE.match(value)
    if bare is not None:
        return _severity(int(bare[1])), 0.8
    text = value.strip().strip("*_`").lower()
    for word, number in vocabulary()["severity"]["words"].items():
        if re.match(rf"\W*{word}\b", text):
            return _severity(number), 0.7
    return None


def title_severity(title: str) -> Severity | None:
    """The severity that a title names ("SEV-1: Payments down"); only SEV counts there."""
    found = _IN_TITLE.search(title)
    return _severity(int(found[1])) if found else None


def _severity(number: int) -> Severity:
    return Severity(f"SEV-{number}")
