"""What an importer hands to the store: an incident with the file that it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from models.incident import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedIncident:
    """One incident out of a file.

    Attributes:
        incident: as read; an empty key gets the next one of the library's pattern.
        source_name: the file's name, for the attachment that keeps its bytes.
        source_bytes: the file, untouched.
        source_sha256: of those bytes, in hexadecimal; with `ordinal` it is what tells that the
            same file was imported before.
        ordinal: which of the file's incidents it is.
    """

    incident: Incident
    source_name: str
    source_bytes: bytes
    source_sha256: str
    ordinal: int = 0
