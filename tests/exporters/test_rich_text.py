"""Markdown as people write it, as harmless HTML and as blocks."""

from __future__ import annotations

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.document import Code, ItemList, Paragraph, Picture, Run, plain
from exporters.html import render_markdown
from exporters.rich_text.parsing import MarkdownReader
from tests.strategies import HOSTILE_LINES, HOSTILE_TEXTS, texts


def _squeezed(html: str) -> str:
    return re.sub(r"\s*\n\s*", "", html)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("1. a\n* b", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
        ("Impact:\n- a\n- b", "<p>Impact:</p><ul><li>a</li><li>b</li></ul>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("3. c\n4. d", '<ol start="3"><li>c</li><li>d</li></ol>'),
        ("* a\n\n    more\n* b", "<ul><li>a<p>more</p></li><li>b</li></ul>"),
        ("line\n2. is no list", "<p>line 2. is no list</p>"),
        ("- [x] done\n- [ ] open", '<ul><li class="task">☑ done</li>'
         '<li class="task">☐ open</li></ul>'),
        ("#5 fails\n#tag", "<p>#5 fails</p><p>#tag</p>"),
        ("```js\nunclosed <b>", "<pre><code>unclosed &lt;b&gt;</code></pre>"),
        ("1. a\n   ```\n   x < y\n   ```\n2. b",
         "<ol><li>a<pre><code>x &lt; y</code></pre></li><li>b</li></ol>"),
        ("text\n|a|b|\n|-|-:|\n|1|2|",
         '<p>text</p><table><thead><tr><th scope="col">a</th>'
         '<th scope="col" style="text-align: right">b</th></tr></thead>'
         '<tbody><tr><td>1</td><td style="text-align: right">2</td></tr></tbody></table>'),
        ("a[^1]\n\n[^1]: note", "<p>a<sup>1</sup></p><hr><ol><li>note</li></ol>"),
        ("> q\n> - a", "<blockquote><p>q</p><ul><li>a</li></ul></blockquote>"),
        ("snake_case_word and 2*3*4", "<p>snake_case_word and 2<em>3</em>4</p>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("<details><summary>S</summary>\n\n**in**\n</details>",
         "<p><strong>S</strong></p><p><strong>in</strong></p>"),
        ("List<String> of <service name>",
         "<p>List&lt;String&gt; of &lt;service name&gt;</p>"),
        ("a <!-- advice --> b `<!-- code -->`",
         "<p>a b <code>&lt;!-- code --&gt;</code></p>"),
    ],
)  # fmt: skip
def test_markdown_means_what_forges_show(markdown: str, html: str) -> None:
    assert _squeezed(render_markdown(markdown)) == html


@pytest.mark.parametrize(
    "markdown",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](file:///etc/passwd)",
        "[x](vbscript:x)",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=file:///etc/passwd>x</a>",
        "[x](//evil.example/)",
        "[x](../../etc/passwd)",
    ],
)
def test_a_link_that_leads_nowhere_good_is_text(markdown: str) -> None:
    html = render_markdown(markdown)
    assert "href" not in html
    assert "x" in html


@pytest.mark.parametrize(
    "address", ["https://example.com/a?b=1&c=2", "mailto:a@example.com", "incident:INC-2024-112"]
)
def test_web_mail_and_incident_links_stay(address: str) -> None:
    html = render_markdown(f"[x]({address})")
    assert f'href="{address.replace("&", "&amp;")}"' in html
    assert 'rel="noopener noreferrer nofollow"' in html


def test_nothing_is_loaded_from_outside() -> None:
    html = render_markdown(
        "![far](https://evil.example/pixel.png) <img src=file:///etc/passwd alt=local>"
        " ![near](attachment:graph.png) <iframe src=https://evil.example></iframe>"
    )
    assert re.findall(r"<img [^>]*>", html) == ['<img src="attachment:graph.png" alt="near">']
    assert '<a href="https://evil.example/pixel.png"' in html
    assert "local" in html
    assert "<iframe" not in html


@pytest.mark.parametrize("text", [*HOSTILE_LINES, *HOSTILE_TEXTS])
def test_hostile_markdown_makes_harmless_html(text: str) -> None:
    _assert_harmless(render_markdown(text))


@given(texts())
def test_any_text_makes_harmless_html(text: str) -> None:
    _assert_harmless(render_markdown(text))


@given(st.text(alphabet="[]()<>!*_`~#|-+.:>\n\t \\&'\"ax1^\x00\x02\ud800\u202e", max_size=120))
def test_any_soup_of_markup_makes_harmless_html(text: str) -> None:
    _assert_harmless(render_markdown(text))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000, "![" * 20_000, "[a](b " * 20_000, "[a]((" * 10_000, "[^a]" * 5_000,
        ">" * 5_000 + "x", "<!--" * 20_000, "*a " * 20_000, "`" * 50_000, "<a " * 20_000,
        "".join("  " * level + "- a\n" for level in range(400)), "[" * 9_000 + "]" * 9_000,
    ],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_what_would_take_a_reader_minutes_is_read_at_once(text: str) -> None:
    _assert_harmless(render_markdown(text))


def test_blocks_hold_what_the_text_says() -> None:
    blocks = MarkdownReader().blocks(
        "Para with `code`.\n\n- [x] done\n- open\n\n```\nkeep   blanks\n```\n\n"
        "![g](attachment:g.png)"
    )
    assert blocks[0] == Paragraph((Run("Para with "), Run("code", code=True), Run(".")))
    assert isinstance(blocks[1], ItemList)
    assert [item.checked for item in blocks[1].items] == [True, None]
    assert blocks[2] == Code("keep   blanks")
    assert blocks[3] == Picture("g.png", "g")


@pytest.mark.parametrize("line", ["1. Restart", "# 5", "- a", "> q", "***", "+1 from ops", "a | b"])
def test_a_single_line_starts_no_block(line: str) -> None:
    assert MarkdownReader().cell(line) == (Paragraph((Run(line),)),)


def test_a_line_may_hold_inline_markup() -> None:
    runs = MarkdownReader().runs("**Bold** `x` and https://example.com/a_b")
    assert [run.text for run in runs] == ["Bold", " ", "x", " and ", "https://example.com/a_b"]
    assert runs[0].bold
    assert runs[2].code
    assert runs[4].link == "https://example.com/a_b"


def test_text_without_markup_is_itself() -> None:
    assert plain(MarkdownReader().blocks("Just   words.\r\n")) == "Just words."


def _assert_harmless(html: str) -> None:
    html.encode("utf-8")
    assert not re.search(r"<(script|iframe|style|object|embed|svg|form|input|link|meta)\b", html)
    for address in re.findall(r'<[^>]*?(?:href|src)="([^"]*)"', html):
        assert re.match(r"(https?://|mailto:|incident:|attachment:)", address)
    # A second sanitiser finds no attribute that it does not know, such as an event handler.
    tags_seen = set(re.findall(r"<([a-z0-9]+)", html))
    attributes_seen = set(re.findall(r'<[a-z0-9]+(?: [a-z]+="[^"]*")*? ([a-z]+)="', html))
    assert tags_seen <= nh3.ALLOWED_TAGS | {"s"}
    assert attributes_seen <= {
        "href",
        "rel",
        "src",
        "alt",
        "scope",
        "style",
        "start",
        "class",
        "dir",
    }


def test_text_that_is_read_from_the_right_says_so() -> None:
    made = render_markdown("שלום db\n\n# مرحبا\n\nEnglish é\n\n| שלום |\n|---|\n| ok |")
    assert '<p dir="auto">שלום db</p>' in made
    assert '<h1 dir="auto">' in made
    assert "<p>English é</p>" in made
    assert '<th scope="col" dir="auto">' in made
    assert "<td>ok</td>" in made
