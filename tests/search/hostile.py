"""Queries that nobody should type, and everything near them."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = (
    *('"', "“", "(", ")", "-", "--", "NOT", "OR", "|", "AND", "*", "~", "~2", "~99999", ":", ","),
    *("service:", "severity:", "severity:<=", "severity:9", "sev:SEV-1,", "after:", "after:2024"),
    *("before:9999", "before:0000-00", "in:2024-Q5", "in:2024-q3", "last:99999y", "last:0d"),
    *("duration:>=", "duration:>99999999999999", "users:<1", "users:1k", "has:", "has:nothing"),
    *("overdue:yes", "overdue:maybe", "key:INC", "cause:pool", 'cause:"a b"', "category:/", "tag:"),
    *(
        "pool",
        "connection",
        "the",
        "a",
        "INC-2025-034",
        "10.2.3.4",
        "C++",
        "v2.4.1",
        "数据库",
        "库",
    ),
    *("é", "\u0301", "ß", "\x00", "\ufeff", "\ud800", "😀", "' OR 1=1", "\\", "^3", "[TO]", "{}"),
    *("pay*", "*", "**", "c*n", "*ool", "databse~", "x~1", '"connection pool"~5', '"the"', '""'),
    *("service:(a OR b", "service:((", "foo:bar", "http://x.y/z?a=b", "a:b:c", "::", "-(", '-"'),
)


def queries() -> st.SearchStrategy[str]:
    """Any text, and sentences of a hostile grammar."""
    piece = st.one_of(st.sampled_from(_PIECES), st.text(max_size=8))
    separator = st.sampled_from(["", " ", "  ", "\n"])
    sentence = st.lists(st.tuples(piece, separator), max_size=14).map(
        lambda pairs: "".join(text + gap for text, gap in pairs)
    )
    return st.one_of(sentence, st.text(max_size=40))
