"""Web archives: whole, odd, broken and hostile ones, all written here."""

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from quotes.errors import InputError
from quotes.ingest import warc
from quotes.ingest.warc import read_warc
from quotes.model import Article

PARAGRAPHS = (
    "The old bridge over the Arden will be closed for repairs until the spring, the mayor of Newport said.",
    "“We are ready to begin,” Mayor Jane Roe told reporters at the town hall. “It’s long overdue.”",
    "Shop owners on the east bank fear for their trade; some of them plan to sue the town over the closure.",
)


def make_page(title: str, head: str = "") -> str:
    words = "".join(f"<p>{paragraph.replace('bridge', title)}</p>" for paragraph in PARAGRAPHS)
    return f"<html><head>{head}<title>{title}</title></head><body><article>{words}</article></body></html>"


class Maker:
    """Writes an archive record by record, and knows where each begins."""

    def __init__(self, *, packed: bool = True) -> None:
        self._file = io.BytesIO()
        self._writer = WARCWriter(self._file, gzip=packed)
        self.starts: list[int] = []

    def add(
        self,
        body: bytes | str,
        url: str = "https://post.example/a",
        *,
        type: str = "response",
        status: str = "200 OK",
        content_type: str = "text/html; charset=utf-8",
        day: str = "2026-03-01T10:00:00Z",
        **headers: str,
    ) -> "Maker":
        """Add one record; headers of the answer with "_" for "-"."""
        raw = body.encode() if isinstance(body, str) else body
        lines = [("Content-Type", content_type), *((k.replace("_", "-"), v) for k, v in headers.items())]
        http = StatusAndHeaders(status if type != "request" else "GET / HTTP/1.1", lines, protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            url, type, io.BytesIO(raw), http_headers=http, warc_headers_dict={"WARC-Date": day}
        )
        self.starts.append(self._file.tell())
        self._writer.write_record(record)
        return self

    def raw(self) -> bytes:
        """The archive so far."""
        return self._file.getvalue()

    def save(self, folder: Path, name: str = "news.warc.gz") -> Path:
        """The archive as a file."""
        path = folder / name
        path.write_bytes(self.raw())
        return path


def read(path: Path) -> list[Article | InputError]:
    return list(read_warc(path))


def save(folder: Path, raw: bytes, name: str = "news.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def read_raw(folder: Path, raw: bytes, name: str = "news.warc.gz") -> list[Article | InputError]:
    return read(save(folder, raw, name))


def titles(found: list[Article | InputError]) -> list[str]:
    """Titles of articles, and "!" for what could not be read."""
    return [one.title if isinstance(one, Article) else "!" for one in found]


@pytest.fixture(params=[True, False], ids=["packed", "plain"])
def packed(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def three(*, packed: bool) -> Maker:
    made = Maker(packed=packed)
    for title in ("ferry", "tunnel", "harbour"):
        made.add(make_page(title), f"https://post.example/{title}")
    return made


# ------------------------------------------------------------------ whole archives
def test_an_archive(tmp_path: Path, packed: bool) -> None:
    path = three(packed=packed).save(tmp_path)
    found = read(path)
    assert titles(found) == ["ferry", "tunnel", "harbour"]
    first = found[0]
    assert isinstance(first, Article)
    assert PARAGRAPHS[1] in first.text
    assert (first.url, first.doc, first.path) == ("https://post.example/ferry", "ferry", f"{path}:1")
    assert first.published is None  # the day of the capture is no day of publication
    assert first.extracted


def test_only_captures_of_pages_are_read(
    tmp_path: Path, packed: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    made = Maker(packed=packed)
    made.add("", type="request").add("", type="revisit").add("x", type="resource")
    made.add("gone", status="404 Not Found").add("", status="301 Moved", Location="/b")
    made.add(b"\x89PNG", content_type="image/png").add(make_page("ferry"))
    made.add(make_page("tunnel"), content_type="application/xhtml+xml")
    path = made.save(tmp_path)
    assert titles(read(path)) == ["ferry", "tunnel"]
    assert "2 pages" in caplog.text
    for passed in (
        "1 request records",
        "1 revisit records",
        "2 captures with another status",
        "1 captures of another",
    ):
        assert passed in caplog.text


def test_an_archive_without_a_page_says_so(tmp_path: Path) -> None:
    path = Maker().add("", type="request").add("gone", status="404 Not Found").save(tmp_path)
    with pytest.raises(
        InputError, match=r"holds no page \(1 request records, 1 captures with another status"
    ):
        read(path)


def test_a_page_without_an_article_has_its_reason(tmp_path: Path) -> None:
    path = (
        Maker()
        .add("<html></html>", "https://post.example/empty")
        .add("")
        .add(make_page("ferry"))
        .save(tmp_path)
    )
    found = read(path)
    assert titles(found) == ["!", "!", "ferry"]
    assert "https://post.example/empty" in str(found[0])


def test_what_the_page_and_the_record_tell(tmp_path: Path) -> None:
    dated = '<link rel="canonical" href="https://post.example/ferry">'
    dated += '<meta property="article:published_time" content="{}">'
    made = Maker()
    made.add(
        make_page("ferry", dated.format("2026-02-27T08:00:00Z")), "https://post.example/x?utm_source=y&id=1"
    )
    made.add(make_page("tunnel", dated.format("2026-03-09T08:00:00Z")), day="2026-03-01T10:00:00Z")
    ferry, tunnel = read(made.save(tmp_path))
    assert isinstance(ferry, Article)
    assert isinstance(tunnel, Article)
    assert ferry.url == "https://post.example/ferry"
    assert ferry.published == date(2026, 2, 27)
    assert tunnel.published is None  # later than it was captured


def test_encodings_chunks_and_packing(tmp_path: Path) -> None:
    page = make_page("Dvořák").replace("“", '"').replace("”", '"').replace("’", "'")
    raw = page.encode("iso-8859-2")
    packed = gzip.compress(raw)
    pieces = b"".join(
        b"%x\r\n%s\r\n" % (len(raw[n : n + 99]), raw[n : n + 99]) for n in range(0, len(raw), 99)
    )
    kind = "text/html; charset=iso-8859-2"
    made = Maker()
    made.add(raw, "https://post.example/1", content_type=kind)
    made.add(packed, "https://post.example/2", content_type=kind, Content_Encoding="gzip")
    made.add(
        raw, "https://post.example/3", content_type=kind, Content_Encoding="gzip"
    )  # unpacked by the crawler
    made.add(pieces + b"0\r\n\r\n", "https://post.example/4", content_type=kind, Transfer_Encoding="chunked")
    made.add(raw, "https://post.example/5", content_type=kind, Transfer_Encoding="chunked")
    made.add(b"\x8b\x01", "https://post.example/6", content_type=kind, Content_Encoding="br")
    made.add(packed[:-30], "https://post.example/7", content_type=kind, Content_Encoding="gzip")
    found = read(made.save(tmp_path))
    assert titles(found) == ["Dvořák"] * 5 + ["!", "!"]
    assert "packed in a way that is not read (br)" in str(found[5])
    assert "cut off" in str(found[6])


def test_a_bundle(tmp_path: Path) -> None:
    path = tmp_path / "crawl.wacz"
    with ZipFile(path, "w") as bundle:
        bundle.writestr("datapackage.json", "{}")
        bundle.writestr("archive/one.warc.gz", three(packed=True).raw())
        bundle.writestr("archive/two.warc", Maker(packed=False).add(make_page("mole")).raw())
    found = read(path)
    assert titles(found) == ["ferry", "tunnel", "harbour", "mole"]
    assert isinstance(found[3], Article)
    assert found[3].path == f"{path}/archive/two.warc:1"


@pytest.mark.parametrize("raw", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_bundle_that_is_none(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "crawl.wacz"
    path.write_bytes(raw)
    with pytest.raises(InputError, match="bundle"):
        read(path)


# ------------------------------------------------------------------ broken archives
def test_a_broken_record_is_told_and_the_next_one_read(tmp_path: Path, packed: bool) -> None:
    made = three(packed=packed)
    raw = bytearray(made.raw())
    start = made.starts[1]
    middle = start + 30 if packed else start
    raw[middle : middle + 20] = b"\xff" * 20
    found = read_raw(tmp_path, bytes(raw))
    assert titles(found) == ["ferry", "!", "harbour"]
    assert f"the record at byte {start:,} is broken" in str(found[1])
    assert str(tmp_path) in str(found[1])


@pytest.mark.parametrize("record", [0, 1, 2])
def test_a_torn_out_piece(tmp_path: Path, packed: bool, record: int) -> None:
    made = three(packed=packed)
    raw = made.raw()
    start = made.starts[record] + 100
    expected = ["ferry", "tunnel", "harbour"]
    expected[record] = "!"
    assert titles(read_raw(tmp_path, raw[:start] + raw[start + 150 :])) == expected


def test_a_file_that_was_cut_off_anywhere(tmp_path: Path, packed: bool) -> None:
    made = three(packed=packed)
    raw = made.raw()
    last = made.starts[2]
    for end in range(last + 24, len(raw) - 8, 41):
        assert titles(read_raw(tmp_path, raw[:end])) == ["ferry", "tunnel", "!"], end


def test_a_wrong_length(tmp_path: Path) -> None:
    made = three(packed=False)
    raw = made.raw()
    start = made.starts[1]
    head, tail = raw[:start], raw[start:]
    number = tail.partition(b"Content-Length: ")[2].partition(b"\r\n")[0]
    shorter = head + tail.replace(number, b"%d" % (int(number) - 200), 1)
    found = read_raw(tmp_path, shorter)
    assert titles(found) == ["ferry", "tunnel", "!", "harbour"]
    assert "record 2 is longer than it says" in str(found[2])
    for wrong in (b"x", b"-5", b""):
        assert titles(read_raw(tmp_path, head + tail.replace(number, wrong, 1)))[-1] == "harbour"


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str], packed: bool) -> None:
    made = three(packed=packed)
    raw = made.raw()
    read_raw(tmp_path, raw[: made.starts[1] + 60] + raw[made.starts[1] + 120 :])
    assert capfd.readouterr() == ("", "")


def test_an_archive_that_was_compressed_as_a_whole(tmp_path: Path) -> None:
    [*_, last] = found = read_raw(tmp_path, gzip.compress(three(packed=False).raw()))
    assert isinstance(last, InputError)
    assert "gunzip" in last.remedy
    assert len(found) == 2


@pytest.mark.parametrize(
    "raw", [b"no archive at all", b"\x1f\x8b\x08 no gzip", gzip.compress(b"words\n" * 99, mtime=0), b"\n"]
)
def test_what_is_no_archive(tmp_path: Path, raw: bytes) -> None:
    found = read_raw(tmp_path, raw)
    assert titles(found) == ["!"]


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "empty.warc").touch()
    for name, reason in (("empty.warc", "the file is empty"), ("none.warc", "no such file")):
        with pytest.raises(InputError, match=reason):
            read(tmp_path / name)


def test_reading_always_goes_forward(tmp_path: Path) -> None:
    # Words behind a record, and no end: warcio subtracts their length from a place in the packed file, and
    # takes a place before the record for that of the next.
    packer = zlib.compressobj(9, wbits=31)
    raw = packer.compress(Maker(packed=False).add(make_page("ferry")).raw() + b"x" * 5_000)
    raw += packer.flush(zlib.Z_SYNC_FLUSH)
    assert titles(list(islice(read_warc(save(tmp_path, raw)), 10))) == ["ferry", "!"]


@given(st.data())
def test_any_damage_is_survived(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    packed = data.draw(st.booleans())
    raw = bytearray(RAW[packed])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(raw)))
        raw[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    folder = tmp_path_factory.getbasetemp()
    with suppress(InputError):
        read_raw(folder, bytes(raw), "damaged.warc")


RAW = {packed: three(packed=packed).raw() for packed in (True, False)}


# ------------------------------------------------------------------ hostile archives
def test_a_page_that_is_too_large(tmp_path: Path, packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_PAGE_BYTES", 100_000)
    made = (
        Maker(packed=packed).add("<p>more</p>" * 10_000, "https://post.example/large").add(make_page("ferry"))
    )
    found = read(made.save(tmp_path))
    assert titles(found) == ["!", "ferry"]
    assert "larger than 0.1 MB" in str(found[0])


def test_a_bomb_inside_a_record(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * 60_000_000)
    made = Maker().add(bomb, Content_Encoding="gzip").add(make_page("ferry"))
    path = made.save(tmp_path)
    tracemalloc.start()
    try:
        found = read(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert titles(found) == ["!", "ferry"]
    assert peak < 40_000_000


def test_a_bomb_in_the_head_of_a_record(tmp_path: Path) -> None:
    def heads() -> Iterator[bytes]:
        packer = zlib.compressobj(9, wbits=31)
        yield packer.compress(b"WARC/1.0\r\nWARC-Type: ")
        for _ in range(60):
            yield packer.compress(b"x" * 1_000_000)
        yield packer.flush()

    tracemalloc.start()
    try:
        found = read_raw(tmp_path, b"".join(heads()) + Maker().add(make_page("ferry")).raw())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert titles(found) == ["!", "ferry"]
    assert "its head is longer" in str(found[0])
    assert peak < 60_000_000


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    made = Maker().add(make_page("ferry"))
    one = made.raw()
    other = Maker().add(b"\x89PNG" + b"\0\1\2" * 300_000, content_type="image/png").raw()
    path = tmp_path / "large.warc.gz"
    path.write_bytes(one + other * 100 + one)
    tracemalloc.start()
    try:
        assert titles(read(path)) == ["ferry", "ferry"]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 30_000_000
