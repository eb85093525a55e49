"""Column types that behave the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import DateTime, LargeBinary, Numeric, Text
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Dialect
    from sqlalchemy.types import TypeEngine

WordT = TypeVar("WordT", bound=StrEnum)


def storable(text: str) -> str:
    """Text as both engines can keep it.

    PostgreSQL has no NUL and neither has lone surrogates; each becomes U+FFFD, which is visible.
    """
    if text.isascii():
        return text.replace("\0", "\ufffd") if "\0" in text else text
    cleaned = text.replace("\0", "\ufffd")
    try:
        cleaned.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in cleaned)
    return cleaned


class PlainText(TypeDecorator[str]):
    """Text of any length that any string can be written into (see `storable`)."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class UtcInstant(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database. A naive value is a bug and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"an instant needs its zone: {value!r}"
            raise TypeError(msg)
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        # Instead of `process_result_value`: lists of ten thousand rows feel every call.
        return _from_text if dialect.name == "sqlite" else _from_server


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


def _from_server(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal number with every digit kept: NUMERIC on PostgreSQL, text on SQLite."""

    impl = Text
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(Numeric())

    @override
    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        # NUMERIC has no exponents; both engines are to give back the same digits.
        written = format(value, "f")
        return written if dialect.name == "sqlite" else Decimal(written)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Word(TypeDecorator[WordT], Generic[WordT]):
    """One of a closed list of words (`models.vocabulary`), stored as people read it."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[WordT]) -> None:
        """Name the list."""
        super().__init__()
        self.words = words

    @override
    def process_bind_param(self, value: WordT | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        # Looking a word up is several times faster than calling the enumeration.
        members = _Members()
        members[None] = None
        members.update((one.value, one) for one in self.words)
        return members.__getitem__


class _Members(dict[Any, Any]):
    def __missing__(self, value: Any) -> Any:
        msg = f"{value!r} is no word of its list"
        raise ValueError(msg)


class JsonText(TypeDecorator[Any]):
    """A small JSON document as text; PostgreSQL's own types refuse what hostile text may hold."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class PackedJson(TypeDecorator[Any]):
    """A large JSON document, compressed: revisions repeat most of their text."""

    impl = LargeBinary
    cache_ok = True

    @override
    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(storable(written).encode())

    @override
    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(zlib.decompress(value))
