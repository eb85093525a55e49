"""The peers answer as they are asked; how fast is not tested here."""

from __future__ import annotations

import dataclasses
import importlib.util
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.peers.comparing import python_for, text_of
from tests.benchmarks.peers.fts5 import Fts5
from tests.benchmarks.peers.questions import Question, read_questions, read_texts, write_lines
from tests.benchmarks.peers.tantivy_engine import TantivyEngine
from tests.benchmarks.peers.worker import NEEDS
from tests.search.generated import incidents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.peers.engine import Engine
    from tests.benchmarks.peers.questions import Text


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return [text_of(one) for one in incidents(30)]


@pytest.fixture(params=["FTS5", "tantivy"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, texts: list[Text]) -> Engine:
    if request.param == "tantivy" and importlib.util.find_spec("tantivy") is None:
        pytest.skip("tantivy is not installed; it is no dependency")
    made: Engine = Fts5(tmp_path) if request.param == "FTS5" else TantivyEngine(tmp_path)
    made.build(iter(texts))
    made.open()
    return made


def question(text: str, **how: object) -> Question:
    return Question(kind="word", text=text, words=tuple(text.split()), **how)  # type: ignore[arg-type]


def test_words_phrases_and_filters(engine: Engine, texts: list[Text]) -> None:
    one = next(text for text in texts if "memory leak" in text.body)
    assert one.key in engine.ask(question("memory leak"))
    assert one.key in engine.ask(question("memory leak", how="side by side"))
    assert engine.ask(question("leak memory", how="side by side")) == []
    service = next(name for name in one.names if name.startswith("service="))
    filtered = engine.ask(question("memory", names=(service,)))
    assert one.key in filtered
    carriers = {text.key for text in texts if service in text.names}
    assert set(filtered) <= carriers


def test_a_beginning_and_a_misspelt_word(engine: Engine) -> None:
    assert engine.ask(question("memo", how="beginning"))
    spelt = question("rollbak", how="spelt like", like=("rollback",), edits=1)
    assert engine.ask(spelt)


def test_a_saved_text_is_found(engine: Engine, texts: list[Text]) -> None:
    engine.save(dataclasses.replace(texts[0], title="Zebra crossing"))
    assert engine.ask(question("zebra")) == [texts[0].key]


def test_questions_and_texts_can_be_handed_over(tmp_path: Path, texts: list[Text]) -> None:
    write_lines(tmp_path / "texts", iter(texts))
    assert list(read_texts(tmp_path / "texts")) == texts
    asked = [question("a b", names=("tag=canary",), severities=(1, 2), after=5)]
    write_lines(tmp_path / "questions", asked)
    assert read_questions(tmp_path / "questions") == asked


def test_an_engine_that_is_nowhere_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NEEDS, "Elsewhere", "no_such_module_anywhere")
    assert python_for("Elsewhere") is None
    assert python_for("FTS5") is not None
