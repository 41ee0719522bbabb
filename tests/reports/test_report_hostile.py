"""What articles and people bring along stays text: no markup, no script, no address that runs something."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from quotes.model import Article, Attribution, Evidence, Flag, FlagKind, Kind, Severity, Span
from quotes.records import DecisionKind, DecisionRecord, SpeakerName
from quotes.reports import write_report
from tests.reports.conftest import XHTML, Site, read_site
from tests.reports.fakes import FakeView, Said

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></bdi></main><script src=//evil.example/x.js></script>",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- ]]> --> &lt;b&gt; &amp;",
    "\u202eevil\u202c \x00\x1b[31m \ud800",
)
CHARACTERS = st.characters(exclude_categories=())  # halves of surrogate pairs as well
URLS = ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", 'https://"onclick="alert(1)')


def write_hostile(text: str, url: str, out: Path) -> Site:
    """A report in which every string that comes from outside is `text`."""
    view = FakeView()
    evidence = (Evidence(text, text, (Span(0, len(text)),), 1.0),)
    span = (Span(0, len(text)),)
    attribution = Attribution(span, span, span, Kind.DIRECT, rule=text)
    flag = Flag(FlagKind.MISSPELLED_NAME, Severity.HIGH, text, span, evidence, suggestions=(text,))
    view.roles[text] = (text,)
    view.also[text] = (text + "2",)
    article = Article(text, text, text, None, text, url, text, text)
    view.add(article, [Said(attribution, (text,), evidence=evidence), Said(attribution)], [(flag, 0)])
    who = (SpeakerName(1, text), SpeakerName(99, text))
    moment = datetime(2026, 3, 9, tzinfo=UTC)
    view.decided = [
        DecisionRecord(1, DecisionKind.MERGE, who, (), text, text, moment, text, None, None, in_force=True)
    ]
    write_report(view, out)
    return read_site(out)


def is_data(script: etree._Element) -> bool:
    """True for what a browser reads as data and never runs."""
    return script.get("type") == "application/ld+json"


def count_elements(site: Site) -> dict[str, list[str]]:
    return {
        path.partition("/")[0]: [
            f"{element.tag} {sorted(element.attrib)}"
            for element in page.iter()
            if isinstance(element.tag, str) and not is_data(element)
        ]
        for path, page in site.pages.items()
    }


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_is_shown_and_not_obeyed(attack: str, tmp_path: Path) -> None:
    tame = write_hostile("x" * len(attack), "", tmp_path / "tame")
    wild = write_hostile(attack, "", tmp_path / "wild")
    tame_elements, wild_elements = count_elements(tame), count_elements(wild)
    for path, elements in wild_elements.items():
        tags = {element.split()[0] for element in elements}
        assert tags <= {e.split()[0] for e in tame_elements[path]}, path
        scripts = [e for e in elements if "script" in e]
        assert scripts == [e for e in tame_elements[path] if "script" in e], path
        assert all(e.endswith("['defer', 'src']") for e in scripts), path
        assert not any("'on" in element for element in elements), path


def test_markup_is_shown_in_full(tmp_path: Path) -> None:
    site = write_hostile(ATTACKS[0], "", tmp_path / "site")
    assert ATTACKS[0] in site.text("speakers/")
    assert ATTACKS[0] in site.text("articles/")
    assert ATTACKS[0] in site.text("index.html")


@pytest.mark.parametrize("url", URLS)
def test_only_web_addresses_are_links(url: str, tmp_path: Path) -> None:
    site = write_hostile("words", url, tmp_path / "site")
    for path, page in site.pages.items():
        for link in page.iter(f"{XHTML}a"):
            address = link.get("href", "")
            assert address.startswith(("#", "../", "https://")) or address.partition("#")[0].endswith(".html")
            assert "script:" not in address, path
            assert not set(link.attrib) - {
                "href", "class", "id", "rel", "title", "aria-label", "aria-current", "data-n",
            }  # fmt: skip


def test_the_policy_allows_no_script_in_a_page(site: Site) -> None:
    for path, page in site.pages.items():
        policy = page.find(f".//{XHTML}meta[@http-equiv='Content-Security-Policy']")
        assert policy is not None, path
        assert "default-src 'none'" in policy.get("content", "")
        assert "unsafe" not in policy.get("content", "")
        scripts = [script for script in page.iter(f"{XHTML}script") if not is_data(script)]
        assert all(not (script.text or "").strip() for script in scripts)


@pytest.mark.parametrize("attack", ATTACKS)
def test_linked_data_breaks_out_of_nothing(attack: str, tmp_path: Path) -> None:
    site = write_hostile(attack, "https://quay.example/?a=1&b=<c>", tmp_path / "site")
    path, page = site.find("speakers/")
    (script,) = [one for one in page.iter(f"{XHTML}script") if is_data(one)]
    words = script.text or ""
    assert not set("<>&\u2028\u2029") & set(words), path
    assert json.loads(words)["@graph"][0]["name"] == attack


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(CHARACTERS, min_size=1).filter(str.strip), url=st.text(CHARACTERS))
def test_any_words_at_all_give_whole_pages(
    text: str, url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write_hostile(text, url, tmp_path_factory.mktemp("any") / "site")
