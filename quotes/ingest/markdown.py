"""A Markdown file becomes an Article: its words without the markup, and what its front matter tells.

Front matter is what stands between two lines of `---` (or `+++`) at the beginning of a file, a `name: value`
(or `name = "value"`) on each line: title, date, author, source or outlet, url, language. Deeper structures
are passed over.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING

from quotes.ingest.decoding import decode
from quotes.ingest.fields import read_fields
from quotes.ingest.origin import Origin
from quotes.model import Article, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|$)", re.S)
_FIELD = re.compile(r"([A-Za-z_]+)[ \t]*[:=][ \t]*(.*?)[ \t]*")
_TAG = re.compile(r"<[^<>]*>")


def read_markdown(raw: bytes, origin: Origin) -> Article:
    """Make an Article of the bytes of a Markdown file; raises InputError when there is no text in them."""
    source = decode(raw, origin, declared=origin.charset)
    values: dict[str, str] = {}
    if front := _FRONT_MATTER.match(source):
        values = dict(_read_front_matter(front[2]))
        source = source[front.end() :]
    headings, blocks = _render(source)
    text = "\n\n".join(blocks)
    if not text.strip():
        raise origin.refuse("the file holds no text beside its markup", remedy="check how it was saved")
    fields = read_fields(values, origin)
    first = headings[0] if headings and blocks[0] == headings[0] else ""
    title = fields.title or first
    return Article(
        text,
        doc=origin.doc,
        title=title,
        headline=Span(0, len(first)) if first and first.split() == title.split() else None,
        path=origin.path,
        url=fields.url or origin.url,
        outlet=fields.outlet,
        author=fields.author,
        published=fields.published,
        language=fields.language,
        extracted=True,
    )


def _read_front_matter(block: str) -> Iterator[tuple[str, str]]:
    for line in block.splitlines():
        if found := _FIELD.fullmatch(line):
            yield found[1].casefold(), found[2].strip("\"'")


def _render(source: str) -> tuple[list[str], list[str]]:
    """Headings, and all paragraphs, headings and items of lists in order, as plain text."""
    from markdown_it import MarkdownIt

    headings: list[str] = []
    blocks: list[str] = []
    tokens = MarkdownIt("commonmark").parse(source)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type in ("code_block", "fence"):
            words = token.content
        elif token.type == "html_block":
            words = unescape(_TAG.sub(" ", token.content))
        elif token.type == "inline":
            words = "".join(_inline_words(token.children or ()))
        else:
            continue
        if words := words.strip():
            blocks.append(words)
            if before is not None and before.type == "heading_open":
                headings.append(words)
    return headings, blocks


def _inline_words(children: Iterable["Token"]) -> Iterator[str]:
    for child in children:
        if child.type in ("text", "code_inline"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield "\n"
