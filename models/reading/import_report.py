"""What an import did, file by file, and how far it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Literal

from models.reading.results import FieldReport

ImportOutcome = Literal["imported", "unchanged", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is; `path` is the file at hand."""

    done: int
    total: int
    path: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How many files came to which end."""

    imported: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file.

    Attributes:
        path: as it was found.
        outcome: `unchanged` when the same bytes were imported before.
        keys: of the incidents that it made, or made before.
        fields: what was read, with lines and confidence; of all its incidents.
        warnings: in plain words.
        reason: why it was skipped or failed; empty otherwise.
    """

    path: str
    outcome: ImportOutcome
    keys: tuple[str, ...] = ()
    fields: tuple[FieldReport, ...] = ()
    warnings: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of all files.

    Attributes:
        cancelled: it was stopped; files not reached are not listed.
        dry_run: nothing was written; the outcomes say what would have been done.
    """

    files: tuple[FileReport, ...] = ()
    cancelled: bool = False
    dry_run: bool = False
    totals: Totals = field(init=False)

    def __post_init__(self) -> None:
        """Count the outcomes."""
        counts = {name: 0 for name in Totals.__dataclass_fields__}
        for file in self.files:
            counts[file.outcome] += 1
        object.__setattr__(self, "totals", Totals(**counts))

    def joined(self, other: ImportReport) -> ImportReport:
        """Both as one, this one's files first."""
        return ImportReport(
            self.files + other.files,
            cancelled=self.cancelled or other.cancelled,
            dry_run=self.dry_run,
        )

    def to_json(self) -> dict[str, object]:
        """The shape that DESIGN section 7 fixes; reasons come first among the warnings."""
        return {
            "totals": asdict(self.totals),
            "files": [
                {
                    "path": file.path,
                    "outcome": file.outcome,
                    "keys": list(file.keys),
                    "fields": [asdict(one) for one in file.fields],
                    "warnings": [*([file.reason] if file.reason else []), *file.warnings],
                }
                for file in self.files
            ],
        }
