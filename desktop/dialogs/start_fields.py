"""The fields in which an incident begins: what happened, how bad it was, when, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.dialogs.fields import Field, OpenChoice, TextEdit
from desktop.dialogs.template_gallery import TemplateGallery
from desktop.dialogs.typed_time import read_instant
from desktop.dialogs.words_field import WordsEdit
from desktop.widgets.buttons import SegmentedControl
from models.errors import BadInputError
from models.incident import Impact, Incident
from models.vocabulary import Severity

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.theme import ThemeSource

Way = Literal["draft", "log"]

_UNKNOWN = "unknown"
_SEVERITIES = ((_UNKNOWN, "Unknown"), *((one.value, one.value) for one in Severity))
_WAYS = (("draft", "Write a postmortem"), ("log", "Log without a postmortem"))


class StartFields(QWidget):
    """The controls of the dialog, and what stands in them."""

    def __init__(self, themes: ThemeSource, *, zone: str) -> None:
        """Build them for a draft; times are read in `zone`."""
        super().__init__()
        self._zone = zone
        self.fields: dict[str, Field] = {}
        self._make_controls(themes)
        self._lay_out(themes)

    def _make_controls(self, themes: ThemeSource) -> None:
        zone = self._zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")
        self.way = SegmentedControl(_WAYS, themes, name="What to make")
        self.severity = SegmentedControl(_SEVERITIES, themes, name="Severity")
        self.headline = TextEdit(themes, placeholder="What happened, in a few words")
        self.begun = TextEdit(themes, style="key", placeholder="14:23", suffix=zone)
        self.resolved = TextEdit(themes, style="key", placeholder="15:10", suffix=zone)
        self.category = OpenChoice(themes, placeholder="Database / Missing index")
        self.services = WordsEdit(
            themes, name="Services", placeholder="payments/payment-service, Enter adds"
        )
        self.summary = TextEdit(themes, placeholder="One line that says how it went")
        self.security = QCheckBox("Security incident")
        self.data_loss = QCheckBox("Data was lost")
        for box in (self.security, self.data_loss):
            box.setFont(themes.current.font("body"))
        self.gallery = TemplateGallery(themes)

    def _lay_out(self, themes: ThemeSource) -> None:
        kinds = QWidget()
        row = QHBoxLayout(kinds)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.size("space.2"))
        row.addWidget(self.security)
        row.addWidget(self.data_loss)
        row.addStretch(1)
        rows: tuple[tuple[tuple[str, str, QWidget, int], ...], ...] = (
            (("title", "Title", self.headline, 1),),
            (("severity", "Severity", self.severity, 1),),
            (
                ("started_at", "Started", self.begun, 1),
                ("resolved_at", "Resolved", self.resolved, 1),
                ("services", "Services", self.services, 2),
            ),
            (("summary", "Summary", self.summary, 1),),
            (
                ("category", "Category: the failure mode", self.category, 1),
                ("kinds", "Known to be", kinds, 1),
            ),
            (("template", "Template", self.gallery, 1),),
        )
        way = QHBoxLayout()
        way.addWidget(self.way)
        way.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.1.5"))
        column.addLayout(way)
        for fields in rows:
            line = QHBoxLayout()
            line.setSpacing(themes.current.size("space.1.5"))
            for name, label, control, share in fields:
                self.fields[name] = Field(name, label, control, themes)
                line.addWidget(self.fields[name], share, Qt.AlignmentFlag.AlignTop)
            column.addLayout(line)
        column.addStretch(1)

    def chosen_way(self) -> Way:
        """Whether a draft is begun, or the incident only logged."""
        return "log" if self.way.value() == "log" else "draft"

    def chosen_severity(self) -> Severity | None:
        """None while it is not known."""
        value = self.severity.value()
        return None if value == _UNKNOWN else Severity(value)

    def show_way(self, way: Way) -> None:
        """Show the fields that the way needs."""
        for name in ("resolved_at", "summary"):
            self.fields[name].setVisible(way == "log")
        self.fields["template"].setVisible(way == "draft")

    def read(self, now: datetime) -> Incident | None:
        """What the fields say; None when one of them was complained about.

        Args:
            now: the present moment, against which times are read.
        """
        title = " ".join(self.headline.text().split())
        if not title:
            self._complain("title", "Say in a few words what happened.")
            return None
        try:
            begun = self._instant("started_at", self.begun.text(), None, now)
            ended = None
            if self.chosen_way() == "log":
                ended = self._instant("resolved_at", self.resolved.text(), begun, now)
        except BadInputError:
            return None
        if begun and ended and ended < begun:
            self._complain("resolved_at", "This is before the start.")
            return None
        return Incident(
            key="",
            title=title,
            severity=self.chosen_severity(),
            started_at=begun,
            resolved_at=ended,
            timezone=self._zone,
            services=self.services.words(),
            category=" ".join(self.category.value().split()) or None,
            impact=Impact(
                security=self.security.isChecked() or None,
                data_loss=self.data_loss.isChecked() or None,
            ),
        )

    def _instant(
        self, name: str, text: str, after: datetime | None, now: datetime
    ) -> datetime | None:
        try:
            return read_instant(text, zone=self._zone, now=now, after=after)
        except BadInputError as error:
            self._complain(name, str(error))
            raise

    def _complain(self, name: str, message: str) -> None:
        self.fields[name].complain(message)
        self.fields[name].control.setFocus()
