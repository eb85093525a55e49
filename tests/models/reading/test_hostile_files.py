"""Whatever the bytes are: an answer, never an error, and in linear time."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.reading.reader import read_markdown
from tests.models.reading.documents import PRACTICE_TEMPLATE

_PIECES = st.sampled_from(
    [
        *"#*_`|[]()<>-~:;!&\\\n\t 0123456789",
        "# Incident\n",
        "## Timeline\n",
        "## Action Items\n",
        "## Root causes\n",
        "## What went well\n",
        "**Severity:** SEV-1\n",
        "**Duration:** 10:00 – 9:00\n",
        "| Time | Event |\n|---|---|\n",
        "| # | Action | Owner | Due Date | Jira |\n|---|---|---|---|---|\n",
        "- 10:00 alert\n",
        "### 24:00\n",
        "February 30, 2026 ",
        "99/99/9999 ",
        "0001-01-01 00:00 ",
        "9999-12-31 23:59 PST ",
        "12:00 AM UTC+14",
        "---\n",
        "afterword: 1\n",
        "id: 0195a1c2-0000-7000-8000-000000000000\ntitle: x\n",
        "<!-- afterword: text 1 -->\n",
        "<!--",
        "-->",
        "```\n",
        "&anchor *anchor {a: [",
        "\x00",
        "\u202e",
        "é",
        "😀",
    ]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=60).map("".join))
@example(
    "---\nafterword: 1\nid: 0195a1c2-0000-7000-8000-000000000000\ntitle: x\nstarted: "
    "never\n---\n## Timeline\n"
)
def test_any_text_gives_an_answer(text: str) -> None:
    data = text.encode("utf-8", errors="surrogatepass")
    assert read_markdown(data, name="2026-01-01-incident.md").outcome in ("imported", "skipped")


@given(st.binary(max_size=300))
def test_any_bytes_give_an_answer(data: bytes) -> None:
    assert read_markdown(data, name="incident").outcome in ("imported", "skipped")


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_report_gives_an_answer(seed: int) -> None:
    chance = random.Random(seed)
    text = list(PRACTICE_TEMPLATE)
    for _ in range(60):
        place = chance.randrange(len(text))
        text[place : place + chance.randrange(4)] = chance.choice(
            ["", "\n", "|", "**", "#", " 9:9 "]
        )
    result = read_markdown("".join(text).encode(), name="report.md")
    assert result.outcome in ("imported", "skipped")


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "![",
        "(",
        "**",
        "_",
        "|",
        "| a ",
        "<!--",
        "- ",
        "10:00 ",
        "- 10:00 a\n",
        "# a\n",
        "a: b\n",
        "=\n",
        "1,",
        "9.",
        "Jan 1 ",
        "from 10:00 to ",
        "https://github.com/a/b/issues/1 ",
        "@a ",
    ],
)
@pytest.mark.parametrize("before", ["# ", "# Incident\n\n## Timeline\n\n", "## Action Items\n\n- "])
def test_repetition_costs_no_more_than_its_length(before: str, unit: str) -> None:
    # Quadratic patterns need minutes for this and run into the test's time limit.
    text = before + unit * (150_000 // len(unit))
    assert read_markdown(text.encode(), name="2026-01-01-x.md").outcome in ("imported", "skipped")


@pytest.mark.parametrize(
    "front",
    [
        "a: " + "[" * 100_000,
        "- " * 50_000 + "a",
        "{" * 50_000,
        "\n".join("  " * n + "a:" for n in range(2000)),
    ],
)
def test_deeply_nested_front_matter_is_no_danger(front: str) -> None:
    text = f"---\n{front}\n---\n\n# Incident\n\n## Summary\n\nIt was down.\n"
    assert read_markdown(text.encode(), name="x.md").outcome in ("imported", "skipped")


def test_aliases_do_not_multiply() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)
    )
    result = read_markdown(f"---\nseverity: 1\n{bomb}\n---\n\nIt was down.\n".encode(), name="x.md")
    assert sum(len(value) for _, value in result.incidents[0].incident.extra) < 2000


@pytest.mark.parametrize(
    "data",
    [
        PRACTICE_TEMPLATE.encode("utf-8"),
        PRACTICE_TEMPLATE.encode("utf-8-sig"),
        PRACTICE_TEMPLATE.encode("utf-16"),
        codecs.BOM_UTF16_BE + PRACTICE_TEMPLATE.encode("utf-16-be"),
        PRACTICE_TEMPLATE.replace("\n", "\r\n").encode(),
        PRACTICE_TEMPLATE.replace("\n", "\r").encode(),
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    result = read_markdown(data, name="report.md")
    (found,) = result.incidents
    assert result.warnings == ()
    assert found.incident.duration_minutes == 35
    assert len(found.incident.timeline) == 8


def test_latin_1_is_read_with_a_warning() -> None:
    text = "# Störung im Café incident\n\n## Summary\n\nDie Kasse fiel aus.\n"
    result = read_markdown(text.encode("latin-1"), name="report.md")
    assert result.incidents[0].incident.title == "Störung im Café incident"
    assert "Latin-1" in result.warnings[0]
