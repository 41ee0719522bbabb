"""Word files: their paragraphs, and what is refused."""

import io
import sys
import zipfile
from collections.abc import Sequence

import pytest

from quotes.errors import InputError
from quotes.ingest import docx as word
from quotes.ingest.origin import Origin
from quotes.model import Article

library = pytest.importorskip("docx")
SAID = "“The bridge stays closed,” the mayor of Newport said."


def pack(paragraphs: Sequence[str], *, title: str = "") -> bytes:
    document = library.Document()
    if title:
        document.add_heading(title, level=0)
    for words in paragraphs:
        document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def repack(raw: bytes, old: str, new: str) -> bytes:
    """The file with other words in its markup."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                part = part.decode().replace(old, new).encode()
            after.writestr(name, part)
    return file.getvalue()


def read(raw: bytes) -> Article:
    return word.read_docx(raw, Origin("a.docx", doc="a", path="a.docx"))


def refuse(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(raw)
    return caught.value.reason


def test_paragraphs_and_title() -> None:
    article = read(pack([SAID, "", " It rains. "], title="Bridge closed"))
    assert article.text == f"Bridge closed\n\n{SAID}\n\nIt rains."
    assert (article.title, article.doc, article.path) == ("Bridge closed", "a", "a.docx")
    assert article.headline
    assert article.headline.text(article.text) == "Bridge closed"
    assert read(pack([SAID])).headline is None


def test_what_is_none() -> None:
    assert "no text" in refuse(pack([" "]))
    for raw in (
        b"words",
        b"PK\x03\x04" + b"\0" * 90,
        pack([SAID])[:3000],
        repack(pack([SAID]), "<w:p>", "<w:q>"),
    ):
        assert "damaged" in refuse(raw)


def test_words_of_open_changes_are_not_left_out_in_silence() -> None:
    raw = repack(pack([SAID]), "<w:r>", '<w:ins w:id="1" w:author="x"><w:r>')
    assert "changes" in refuse(repack(raw, "</w:r>", "</w:r></w:ins>"))


def test_a_bomb_is_not_unpacked() -> None:
    raw = repack(pack(["@"]), "@", "a" * (word.MAX_XML_BYTES + 1))
    assert len(raw) < 100_000
    assert "larger" in refuse(raw)


def test_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = pack([SAID])
    monkeypatch.setitem(sys.modules, "docx", None)
    assert "python-docx" in refuse(raw)
