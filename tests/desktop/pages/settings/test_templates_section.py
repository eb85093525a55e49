"""A team's own templates in Settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.pages.settings.templates_section import TemplatesSection
from desktop.widgets.buttons import Button
from tests.desktop.keyboard import nameless

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.library import Library


@pytest.fixture
def section(session: LibrarySession, themes: ThemeSource, qtbot: QtBot) -> TemplatesSection:
    session.open()
    made = TemplatesSection(session, themes)
    qtbot.addWidget(made)
    made.reload()
    made.show()
    return made


def test_files_are_kept_replaced_and_removed(
    section: TemplatesSection, library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "Our way.md"
    file.write_text("# Ours\n\n## Summary\n", encoding="utf-8")
    section.add([str(file)])
    file.write_text("# Ours, better\n\n## Summary\n\n## Money\n", encoding="utf-8")
    section.add([str(file)])
    assert list(library.settings.templates) == ["our-way"]
    assert "better" in library.settings.templates["our-way"]
    names = [one.accessibleName() for one in section.findChildren(Button)]
    assert "Remove the template Ours, better" in names
    assert nameless(section) == []
    section.remove("our-way")
    assert library.settings.templates == {}


@pytest.mark.parametrize("data", [b"no heading", b"\xff\xfe\x00", b"---\n: [\n---\n## A\n"])
def test_a_bad_file_is_refused_with_its_name_and_the_others_are_kept(
    section: TemplatesSection, library: Library, tmp_path: Path, data: bytes
) -> None:
    bad, good = tmp_path / "bad.md", tmp_path / "good.md"
    bad.write_bytes(data)
    good.write_text("## Summary\n", encoding="utf-8")
    section.add([str(bad), str(good), str(tmp_path / "gone.md")])
    assert list(library.settings.templates) == ["good"]
    assert not section.banner.isHidden()
