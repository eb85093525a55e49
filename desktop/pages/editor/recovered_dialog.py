"""A recovered draft beside what is stored."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from desktop.dialogs.framed import FramedDialog
from desktop.pages.editor.comparison_view import ComparisonView
from desktop.pages.editor.draft import IncidentDraft, Record
from desktop.pages.editor.draft_labels import field_label, record_label
from desktop.wording import moment_words
from models.comparison import Difference, compare_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from desktop.pages.editor.keeping import RecoveredText
    from desktop.theme import ThemeSource

_WIDTH, _HEIGHT = 920, 640


class RecoveredDialog(FramedDialog):
    """Shows what the recovered draft has that the library has not."""

    def __init__(
        self,
        text: RecoveredText,
        themes: ThemeSource,
        zone: str,
        parent: QWidget | None = None,
    ) -> None:
        """Compare both as texts of the form, so that half a time shows too."""
        super().__init__("Text that was not saved", themes, parent, width=_WIDTH)
        self.resize(_WIDTH, _HEIGHT)
        self.set_text(f"Typed until {moment_words(text.written_at, zone)}.")
        self.view = ComparisonView(themes)
        self.body.addWidget(self.view, 1)
        self.cancel_button.setText("Close")
        if text.merge is not None:
            self.view.show_differences(
                compare_drafts(text.merge.sides.theirs, text.merge.draft),
                left="Stored",
                right="Recovered",
            )


def compare_drafts(older: IncidentDraft, newer: IncidentDraft) -> tuple[Difference, ...]:
    """What differs between two drafts, text by text."""
    before, after = dict(_texts(older)), dict(_texts(newer))
    return tuple(
        Difference(part=name, stretches=compare_texts(before.get(name, ""), after.get(name, "")))
        for name in dict.fromkeys((*before, *after))
        if before.get(name, "") != after.get(name, "")
    )


def _texts(draft: IncidentDraft) -> Iterator[tuple[str, str]]:
    for one in fields(draft):
        value = getattr(draft, one.name)
        if isinstance(value, str):
            yield field_label(one.name), value
        elif isinstance(value, tuple):
            yield from _rows(one.name, value)
        elif not isinstance(value, bool):
            for name, text in value.items():
                yield field_label(name), _said(text)


def _rows(name: str, value: tuple[Record | str, ...]) -> Iterator[tuple[str, str]]:
    if name == "sections":
        for record in value:
            if isinstance(record, Record):
                yield record_label(name, record), record.values.get("markdown", "")
        return
    lines = [
        " · ".join(text for text in one.values.values() if text.strip())
        if isinstance(one, Record)
        else one
        for one in value
        if not isinstance(one, Record) or not one.is_blank
    ]
    yield field_label(name), "\n".join(lines)


def _said(value: str | bool | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value or ""
