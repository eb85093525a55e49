"""The blocks of the form, built one after another so that nothing has to wait for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.dialogs.typed_time import format_date, read_date, zone_named
from desktop.pages.editor.defences_part import DefencesPart
from desktop.pages.editor.facts import DetailsPart, HeadPart
from desktop.pages.editor.impact import ImpactPart
from desktop.pages.editor.record_parts import actions_part, factors_part
from desktop.pages.editor.texts import TextsPart
from desktop.pages.editor.timeline_part import TimelinePart
from models.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from desktop.pages.editor.arrangement import BlockName
    from desktop.pages.editor.part import FormPart
    from desktop.pages.editor.record_parts import ActionsPart, TableName, TablePart
    from desktop.pages.editor.record_table import RecordTable
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource


class FormParts:
    """Every block of a form; whole once `building` is through.

    Attributes:
        zone: IANA zone that times are typed and shown in.
    """

    head: HeadPart
    details: DetailsPart
    impact: ImpactPart
    timeline: TimelinePart
    texts: TextsPart
    factors: TablePart
    defences: DefencesPart
    action_items: ActionsPart

    def __init__(
        self,
        themes: ThemeSource,
        *,
        zone: str,
        clock: Callable[[], datetime],
        session: LibrarySession | None,
    ) -> None:
        """Build nothing yet; the arguments are those of `IncidentForm`."""
        self.zone = zone
        self._themes = themes
        self._clock = clock
        self._session = session

    def building(self) -> Iterator[None]:
        """Build the blocks; each step takes a frame or less."""
        themes, zone = self._themes, self.zone
        self.head = HeadPart(themes)
        yield
        self.details = DetailsPart(themes, zone=zone)
        self.head.column.addWidget(self.details)
        yield
        self.impact = ImpactPart(themes, zone=zone)
        yield
        self.timeline = TimelinePart(themes, zone=zone, clock=self._clock)
        self.texts = TextsPart(themes, self._session)
        self.factors = factors_part(themes)
        yield
        self.defences = DefencesPart(themes)
        self.action_items = actions_part(themes, tidy_due=self._tidy_due)
        severity = self.details.severity
        severity.edited.connect(lambda: self.action_items.set_severity(severity.value()))

    @property
    def blocks(self) -> dict[BlockName, FormPart]:
        """Those that stand in the column under their own names."""
        return {
            "impact": self.impact,
            "timeline": self.timeline,
            "factors": self.factors,
            "defences": self.defences,
            "actions": self.action_items,
        }

    @property
    def tables(self) -> dict[TableName, tuple[RecordTable, ...]]:
        """The tables of records, by the names of what they hold."""
        return {
            "timeline": (self.timeline.table,),
            "factors": (self.factors.table,),
            "defences": tuple(self.defences.tables.values()),
            "actions": (self.action_items.table,),
        }

    @property
    def all(self) -> tuple[FormPart, ...]:
        """Every one, from top to bottom."""
        return (self.head, self.details, self.texts, *self.blocks.values())

    def _tidy_due(self, _row: int, text: str) -> str:
        """A due date written out: `fri` as the day that it is."""
        try:
            today = self._clock().astimezone(zone_named(self.zone)).date()
            return format_date(read_date(text, today=today))
        except BadInputError:
            return text


def built(parts: FormParts) -> FormParts:
    """All of them at once."""
    for _step in parts.building():
        pass
    return parts
