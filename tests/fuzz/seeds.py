"""Inputs to begin with: small, valid, each with something that the code has a rule for. All are invented."""

import gzip
import io
import json
import zlib
from functools import cache

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.conftest import FIXTURES
from tests.ingest.pdf.pdf_writer import draw, set_lines, write_objects, write_pdf

_STORY = (
    "The old bridge over the Arden will be closed until the spring, the mayor of Newport said on Monday.",
    "“We are ready to begin,” Mayor Jane Roe told reporters at the town hall. “It’s long overdue.”",
    "Shop owners on the east bank fear for their trade; some of them plan to sue the town, she added.",
    "According to Ana Ruiz, a spokeswoman for Harbour Lines, the ferry “will not run” before June.",
)
_PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Bridge closes | The Post</title>
<meta property="og:site_name" content="The Post"><meta name="author" content="Jane Doe; admin">
<meta property="article:published_time" content="2026-03-01T10:00:00+01:00">
<link rel="canonical" href="https://post.example/bridge">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Bridge closes","datePublished":"2026-03-01","author":[{"@type":"Person","name":"Jane Doe"}],
"articleBody":"BODY"}</script></head><body><nav>Home</nav><article><h1>Bridge closes</h1>PARAGRAPHS
<p>Please enter your comment!</p></article><footer>Copyright of the Post</footer></body></html>"""
_RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Post</title><item><title>Bridge &amp; ferry</title><link>/bridge</link><dc:creator>J</dc:creator>
<pubDate>Sun, 01 Mar 2026 23:30:00 -0500</pubDate></item></channel></rss>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title type="html">A &lt;b&gt;
</title><link rel="alternate" href="a"/><updated>2026-03-01T10:00:00Z</updated></entry></feed>"""


@cache
def pages() -> tuple[bytes, ...]:
    """Pages of news sites as they are made, and some as they are not."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in _STORY)
    page = _PAGE.replace("PARAGRAPHS", body).replace("BODY", " ".join(_STORY))
    script_only = _PAGE.replace("PARAGRAPHS", "<div id=root></div>").replace("BODY", "\\n".join(_STORY))
    table = f"<table><tr><td>{body}</td></tr></table>"
    return (
        page.encode(),
        script_only.encode(),
        page.replace("utf-8", "windows-1252").encode("cp1252", "replace"),
        page.encode("utf-16"),
        f"<html><body>{table}<!-- {table} --><![CDATA[x]]></body>".encode(),
        (
            f"<body>{'<div>' * 50}{body}<br><img alt='x' src=data:,><a href='//[::1'>x</a>&#x110000;&#0;"
        ).encode(),
        body.encode(),
    )


@cache
def records() -> tuple[bytes, ...]:
    """A first byte that chooses the ending, then the file; see `targets.SUFFIXES`."""
    text = "\n".join(_STORY)
    row = {"text": text, "title": "Bridge", "url": "https://post.example/a", "source": {"name": "The Post"},
           "author": ["Jane", "Joe"], "published": "2026-03-01", "id": 7, "language": "en"}  # fmt: skip
    lines = "\n".join([json.dumps(row), json.dumps({"body": text}), "", "[]"]).encode()
    table = f'text,title,date\n"{text}",Bridge,2026-03-01\n"She said ""no"".",,1 March 2026\n'.encode()
    marked = f"---\ntitle: Bridge\ndate: 2026-03-01\n---\n# Bridge\n\n*{_STORY[0]}*\n\n> {_STORY[1]}\n\n"
    marked += "- a\n- [b](c)\n\n```\nx\n```\n"
    plain = (marked.encode(), text.encode("utf-16"), text.encode("cp1252"), "\ufeffA “b” said c.".encode())
    return (
        b"\0" + lines,
        b"\x01" + table,
        b"\x01" + table.replace(b",", b";"),
        *(b"\x02" + raw for raw in plain),
        *(b"\x03" + raw for raw in plain),
        b"\x04" + gzip.compress(lines, mtime=0),
        b"\x05" + gzip.compress(table, mtime=0),
        b"\x06" + gzip.compress(pages()[0], mtime=0),
        b"\x07" + gzip.compress(text.encode(), mtime=0) * 2,
    )


@cache
def feeds() -> tuple[bytes, ...]:
    """A first byte that chooses the type that is declared, then the feed; see `targets.MEDIA_TYPES`."""
    items = [
        {"url": "a", "title": "Bridge", "date_published": "2026-03-01T10:00:00Z", "author": {"name": "J"}}
    ]
    listed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": items})
    return (
        b"\0" + _RSS.encode(),
        b"\x01" + _RSS.replace("<?xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><?xml").encode(),
        b"\x02" + _ATOM.encode(),
        b"\x03" + listed.encode(),
        b"\x04" + pages()[0],
    )


@cache
def archives() -> tuple[bytes, ...]:
    """Web archives with pages, and with what lies beside them."""
    found = []
    for packed in (True, False):
        file = io.BytesIO()
        writer = WARCWriter(file, gzip=packed)
        for kind, body in (
            ("warcinfo", b"a: b"),
            ("response", pages()[0]),
            ("response", gzip.compress(b"<p>x")),
        ):
            packing = [("Content-Encoding", "gzip")] if body[:1] == b"\x1f" else []
            lines = [("Content-Type", "text/html; charset=utf-8"), *packing]
            http = StatusAndHeaders("200 OK", lines, protocol="HTTP/1.1") if kind == "response" else None
            record = writer.create_warc_record(
                "https://post.example/a",
                kind,
                io.BytesIO(body),
                http_headers=http,
                warc_headers_dict={"WARC-Date": "2026-03-01T10:00:00Z", "WARC-Record-ID": "<urn:uuid:1>"},
            )
            writer.write_record(record)
        found.append(file.getvalue())
    return tuple(found)


@cache
def documents() -> tuple[bytes, ...]:
    """PDF files: packed or not, of two pages, turned, drawn in a form, with letters that a map tells."""
    body = draw(set_lines(*(half for line in _STORY for half in (line[:60], line[60:]))))
    header = set_lines("The Newport Post, page 1 of 2", top=800, size=8)
    page = [*header, *set_lines("Bridge closes until spring", top=740, size=20), *set_lines(_STORY[0][:70])]
    told = {"Title": "Bridge closes until spring", "Author": "Jane Roe", "CreationDate": "D:20260301"}
    form = _stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</Font <</F1 3 0 R>>>>", body)
    font = "<</Type /Font /Subtype /Type1 /BaseFont /X /ToUnicode 8 0 R>>"
    shown = b"BT /F2 11 Tf 70 700 Td <010203> Tj (\\001\\002) Tj ET"
    mapped = _stream(
        f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</Font <</F2 {font}>>>>", shown
    )
    letters = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <01> <09> <0041> endbfrange"
    return (
        write_pdf(page, properties=told),
        write_pdf(page, [*header, *set_lines(_STORY[1][:70])], rotate=180),
        write_objects([zlib.compress(body)], stream="/Filter /FlateDecode"),
        write_objects([body.hex().encode() + b">"], stream="/Filter /ASCIIHexDecode"),
        write_objects([b"q 1 0 0 1 9 9 cm /X0 Do Q"], objects=[form]),
        write_objects([b"/X0 Do"], objects=[mapped, _stream("", letters)]),
        write_objects([b"BT /F1 11 Tf 14 TL 70 700 Td [(Ti) -20 (m) 300 (said)] TJ T* <4142> ' ET"]),
        write_objects([b"0 0 m 9 9 l S"], properties={"Title": "\\376\\377\\000A"}),
    )


def _stream(told: str, content: bytes) -> bytes:
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (told.encode(), len(content), content)


@cache
def texts() -> tuple[bytes, ...]:
    """Articles, and sentences with one odd thing each."""
    odd = (
        "“A” 'b' \"c\" «d» „e“ ``f'' ‘g’ said Jane Roe.",
        "“One opens.\n\n“Another goes on.\n\n“The last closes,” said Mr. Roe.",
        "“We open the harbour,” said Jane Roe. “We do,” she added. According to Ana Ruiz, it opens.",
        "Mayor Jane Roe said that the harbour opens. “It does,” the mayor told Ruiz. Roe: “It does not.”",
        "He said she said they said that it was said.",
        "Jane Roe, John Roe and Ana Roe said: “We.” “I,” she added, “am 6'2\".”",
        "\u202eEvil\u202c said \u200d\u200b “e\u0301” 👩‍👩‍👧 İ ﬁ ß.",
        "<script>alert(1)</script> said “</script> {{ 7*7 }} %s”.",
        "BRIDGE CLOSES: ROE\n\nNEWPORT (AP) — The mayor denied that “it” fell.",
    )
    articles = [
        path.read_text(encoding="utf-8")[:3000] for path in sorted((FIXTURES / "articles").glob("*.txt"))
    ]
    return tuple(text.encode() for text in ("\n\n".join(_STORY), *odd, *articles))


@cache
def searches() -> tuple[bytes, ...]:
    """Words as people type them, and the signs that a search knows."""
    typed = (
        "harbour", '"the harbour" spring', "open -spring", "har* OR sea NOT x", "NEAR(a b)", "%_\\'; --",
        "(a AND", '"', "word:content", "^a", "+a", "王毅", "café 5% 10.000", "\0", "a" * 500, "a " * 300,
    )  # fmt: skip
    return tuple(words.encode() for words in typed)
