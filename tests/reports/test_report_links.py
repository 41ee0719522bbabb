"""File names from any name at all, and which addresses become links."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.addresses import accept_url
from quotes.reports.links import make_slug, number_page, path_of_speaker


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Sergey Lavrov", "sergey-lavrov"),
        ("Łukasz Żal", "lukasz-zal"),
        ("Ольга Петрова", "ol-ga-petrova"),
        ("Aoife O’Brien-Ní", "aoife-o-brien-ni"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("!?", "speaker"),
        ("", "speaker"),
    ],
)
def test_slug(name: str, slug: str) -> None:
    assert make_slug(name, "speaker") == slug


@given(st.text(max_size=200), st.integers(1, 10**9))
def test_any_name_gives_a_safe_path(name: str, speaker_id: int) -> None:
    path = path_of_speaker(speaker_id, name)
    assert re.fullmatch(r"speakers/[a-z0-9]+(-[a-z0-9]+)*\.html", path)
    assert len(path) < 80
    # never a name that Windows keeps for itself, as each ends in the number
    assert path.endswith(f"-{speaker_id}.html")


def test_namesakes_have_two_pages() -> None:
    assert path_of_speaker(1, "Kim Park") != path_of_speaker(2, "KIM PARK")


def test_pages_of_one_list_never_meet_another_speaker() -> None:
    assert number_page("speakers/kim-2.html", 1) == "speakers/kim-2.html"
    assert number_page("speakers/kim-2.html", 3) == "speakers/kim-2_3.html"
    assert "_" not in path_of_speaker(3, "kim-2_3")


@pytest.mark.parametrize(
    "url", ["https://a.example/b?c=1#d", "http://a.example", "HTTPS://A.EXAMPLE/", "http://пример.рф/"]
)
def test_web_addresses_become_links(url: str) -> None:
    assert accept_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//a.example/x",
        "https:",
        "http://",
        "http://[",
        "https://a.example/\u202egpj.exe",
        "https://a.example/ b",
        "a.example",
    ],
)
def test_other_addresses_do_not(url: str) -> None:
    assert accept_url(url) == ""
