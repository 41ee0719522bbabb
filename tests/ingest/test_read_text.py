"""Plain text files become articles exactly as they are."""

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes.errors import InputError
from quotes.ingest import files, read_article

BODY = "The mayor said on Monday that the bridge would be closed for repairs until spring.\n"


def read(tmp_path: Path, content: str | bytes, name: str = "a.txt"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_article(path)


def test_text_is_kept_to_the_last_character(tmp_path: Path) -> None:
    text = "  Bridge to close\r\n\r\nShe said: “No.”\u2028\tEnd \r\n\n"
    article = read(tmp_path, text)
    assert article.text == text
    assert article.doc == "a"
    assert article.path == str(tmp_path / "a.txt")
    assert not article.extracted


@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_is_read_back_or_refused(tmp_path: Path, text: str) -> None:
    try:
        article = read(tmp_path, text)
    except InputError:
        return
    assert article.text == text
    if article.headline:
        assert " ".join(article.headline.text(text).split()) == article.title


@given(raw=st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path: Path, raw: bytes) -> None:
    for name in ("a.txt", "a.html"):
        with suppress(InputError):
            assert read(tmp_path, raw, name).text.strip()


# ------------------------------------------------------------------ refusals
@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("\u2003\n\xa0".encode(), "white space"),
        (b"\xef\xbb\xbf\n", "white space"),
        (b"https://news.example/bridge\n\n", "an address and no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"words\0and words", "binary"),
        (b"\x01\x02\x03\x04" * 20, "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"PK\x03\x04word/document.xml", "ZIP"),
        (bytes(range(128, 256)) * 8, "encoding cannot be told"),
        (b"\xff\xfe\x00", "damaged"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(tmp_path, raw)
    assert caught.value.path == str(tmp_path / "a.txt")
    assert caught.value.remedy


def test_too_large_a_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)  # sparse: nothing is written
    with pytest.raises(InputError, match="larger than 2 MB"):
        read_article(path)


def test_largest_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_TEXT_BYTES", 100)
    assert len(read(tmp_path, "x" * 100).text) == 100
    with pytest.raises(InputError, match="larger"):
        read(tmp_path, "x" * 101)


def test_missing_folder_and_pipe_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")  # reading it would wait for ever
    for name, reason in (
        ("none.txt", "no such file"),
        ("folder.txt", "a folder"),
        ("pipe.txt", "not a regular file"),
    ):
        with pytest.raises(InputError, match=reason):
            read_article(tmp_path / name)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "no permission"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_what_the_system_refuses_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    def refuse(*_: object) -> None:
        raise error

    path = tmp_path / "a.txt"
    path.write_text("words", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=reason) as caught:
        read_article(path)
    assert caught.value.__cause__ is error


# ------------------------------------------------------------------ encodings
ENGLISH = (
    "Café plan “will work”, mayor says\n\n"
    "The mayor said the café on the Rue Étienne – closed in May – will reopen."
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "cp1252"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"),
        ("The café closed, she said.\n", "latin-1"),
        ("He said: “No.”\n", "cp1252"),
        (
            "Мэр заявил журналистам, что мост закроют на ремонт до весны. «Мы готовы», — сказал он.\n",
            "cp1251",
        ),
    ],
)
def test_encoding_is_told(tmp_path: Path, text: str, encoding: str) -> None:
    assert read(tmp_path, text.encode(encoding)).text == text


def test_mark_that_begins_a_utf8_file_stays_and_counts(tmp_path: Path) -> None:
    article = read(tmp_path, "\ufeffBridge to close in May\n\n" + BODY)
    assert article.text.startswith("\ufeffBridge")
    assert article.headline is not None
    assert article.headline.start == 1


# ------------------------------------------------------------------ headline, address
@pytest.mark.parametrize(
    ("before", "headline"),
    [
        ("", "Bridge to close for repairs"),
        ("", "Will the bridge ever open?"),
        ("", "‘We are ready’: bridge to close"),
        ("bridgephoto_large\n\n", "Bridge to close for repairs"),
        ("By Jane Roe\n\n", "Bridge to close for repairs"),
        ("Local news\n3 May 2024\n\n", "Bridge to close for repairs"),
        ("", "Mayor: Bridge Will Close in Spring for Lengthy Repairs."),
        ("\n\n   ", "Bridge to close for repairs"),
    ],
)
def test_headline_is_found(tmp_path: Path, before: str, headline: str) -> None:
    article = read(tmp_path, f"{before}{headline}\n\n{BODY}")
    assert article.title == headline
    assert article.headline is not None
    assert article.headline.text(article.text) == headline


def test_headline_is_found_before_a_dateline(tmp_path: Path) -> None:
    article = read(tmp_path, f"Mayor closes old bridge for repairs.\n\nSPRINGFIELD, May 3 — {BODY}")
    assert article.title == "Mayor closes old bridge for repairs."


@pytest.mark.parametrize(
    "text",
    [
        BODY + BODY,
        "Bridge to close for repairs\n",  # nothing follows
        "JANE ROE\n\n" + BODY,  # a name
        "The bridge will\nclose in spring, the mayor\nsaid on Monday to a large\ncrowd.\n",  # wrapped
        f"{'Long words all along ' * 12}\n\n{BODY}",
    ],
)
def test_other_first_lines_are_no_headline(tmp_path: Path, text: str) -> None:
    article = read(tmp_path, text)
    assert article.headline is None
    assert article.title == ""


def test_address_in_the_first_line_is_kept_apart(tmp_path: Path) -> None:
    article = read(tmp_path, f"https://news.example/2024/bridge\n\nBridge to close for repairs\n\n{BODY}")
    assert article.url == "https://news.example/2024/bridge"
    assert article.title == "Bridge to close for repairs"
    assert article.text.startswith("https://")


def test_address_inside_the_first_sentence_is_content(tmp_path: Path) -> None:
    assert read(tmp_path, f"https://news.example said so. {BODY}").url == ""
