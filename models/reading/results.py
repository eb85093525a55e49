"""What reading a file gives: incidents, and for every field its line and confidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from models.incident import Incident

Outcome = Literal["imported", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class FieldReport:
    """One field that was read.

    Attributes:
        name: the dataclass's name for it (``started_at``, ``impact.revenue``).
        value: as text.
        line: where it stands in the file, from 1; 0 when it comes from the file's name.
        confidence: 0–1; 1 is "the file says exactly this", 0.5 "inferred, look at it".
    """

    name: str
    value: str
    line: int
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadIncident:
    """One incident found in a file.

    Attributes:
        incident: its key is empty where the file has none.
        ordinal: place inside the file, from 0.
    """

    incident: Incident
    fields: tuple[FieldReport, ...] = ()
    warnings: tuple[str, ...] = ()
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What one file gave.

    Attributes:
        outcome: `imported` when it holds at least one incident.
        reason: why it was skipped or failed, in plain words; empty otherwise.
        warnings: about the file as a whole (its encoding).
    """

    incidents: tuple[ReadIncident, ...] = ()
    outcome: Outcome = "imported"
    reason: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Findings:
    """The report of one incident while it is being read."""

    fields: list[FieldReport] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def found(self, name: str, value: object, line: int, confidence: float) -> None:
        """Record a field that was read."""
        self.fields.append(FieldReport(name, str(value), line, round(confidence, 2)))

    def warn(self, text: str) -> None:
        """Record what the reader could not take at its word; each sentence once."""
        if text not in self.warnings:
            self.warnings.append(text)
