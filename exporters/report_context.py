"""What a document says besides its subject: for whom, as of when, and by which program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from exporters.document import Brand
from exporters.formats import ENGLISH, Formats
from models.policy import Verdict


class PageSize(StrEnum):
    """Paper that a document is set for."""

    A4 = "A4"
    LETTER = "US Letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """The circumstances of one document.

    Attributes:
        library_name: as the header prints it.
        as_of: aware instant that the document is made for; nothing in it reads the clock.
        zone: IANA zone that instants are shown in.
        generated_by: program and version, "Afterword 1.0".
        verdict: what the policy says of the incident; None prints nothing about it.
        policy_version: of the policy that gave the verdict.
        revision: number of the postmortem's revision; None prints none.
        brand: whose report it is.
        formats: how days and numbers are written.
        attachment: the bytes of an attachment by its SHA-256, for images; None shows none.
    """

    library_name: str
    as_of: datetime
    zone: str = "UTC"
    generated_by: str = "Afterword"
    verdict: Verdict | None = None
    policy_version: int | None = None
    revision: int | None = None
    page_size: PageSize = PageSize.A4
    attachment: Callable[[str], bytes | None] | None = None
    brand: Brand = field(default_factory=Brand)
    formats: Formats = ENGLISH

    def time_zone(self) -> tzinfo:
        """The zone; UTC where this machine does not know it."""
        if self.zone == "UTC":
            return UTC
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return UTC

    def zone_label(self) -> str:
        """What stands beside times; names the zone that they are really in."""
        zone = self.time_zone()
        return zone.key if isinstance(zone, ZoneInfo) else "UTC"

    def local(self, at: datetime) -> datetime:
        """An instant in the zone."""
        return at.astimezone(self.time_zone())
