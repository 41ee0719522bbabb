"""What stands on pages beside the article is left out, and nothing of the article."""

from pathlib import Path

import pytest

from quotes.ingest.furniture import drop_furniture
from quotes.ingest.repair import repair_text
from tests.conftest import FIXTURES

PARAGRAPH = "The old bridge over the Arden will be closed for repairs until the spring, the mayor said."


@pytest.mark.parametrize(
    "line",
    [
        "Please enter your comment!",
        "Please enter your name here",
        "Advertisement",
        "Continue reading the main story",
        "Related: Bridge over the Arden opens again",
        "READ MORE: Ferry is late",
        "[Read: Ferry is late again]",
        "[Ferry sinks near the old bridge]",
        "Sign up for our newsletter and never miss a story",
        "Copyright of The Newport Post 2026",
        "© 2026 The Newport Post. All rights reserved.",
        "We use cookies to give you the best experience on our website.",
        "Share on Facebook",
        "- Share this article",
        "941 comments",
        "posted on April 21, 2015, at 11:29 a.m.",
        "-     24 July 2015",
        "Image source, Reuters",
        "Loading Comments...",
        "Follow us on Twitter @newportpost",
    ],
)
def test_furniture_is_left_out(line: str) -> None:
    assert drop_furniture(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}") == f"{PARAGRAPH}\n{PARAGRAPH}"


@pytest.mark.parametrize(
    "line",
    [
        "“Please enter your comment,” the minister said, laughing.",
        "Related to the mayor by marriage, Ms. Roe said: “I never asked him.”",
        "The newsletter said on 24 July 2015 that the bridge was safe.",
        "We use cookies as currency, the inmate told the judge.",
        "Read the full transcript of his interview",
        "Comments by the mayor drew anger on Tuesday.",
        "Share prices fell by 3 percent, the exchange said.",
        "“No.”",
        "[Ms. Roe laughs.]",
        "Subscribe to that view and you are lost, he said.",
        "Watch out for the ice, police warned.",
    ],
)
def test_text_stays(line: str) -> None:
    assert drop_furniture(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}") == f"{PARAGRAPH}\n{line}\n{PARAGRAPH}"


def test_a_list_of_other_articles_ends_a_text() -> None:
    end = "Other Opinion Columns\nEditorial Lasting legacy\nJANE DOE IT was said that he moved left.\nx"
    assert drop_furniture("\n".join([PARAGRAPH] * 8 + [end])) == "\n".join([PARAGRAPH] * 8)


def test_in_the_middle_only_its_headlines_go() -> None:
    text = f"{PARAGRAPH}\nRelated Stories\n- Ferry is late\n- Bridge opens again" + f"\n{PARAGRAPH}" * 4
    assert drop_furniture(text) == "\n".join([PARAGRAPH] * 5)


@pytest.mark.parametrize("path", sorted((FIXTURES / "unseen").glob("*.txt")), ids=lambda path: path.stem)
def test_of_articles_nothing_is_left_out(path: Path) -> None:
    lines = [line.rstrip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    assert drop_furniture("\n".join(lines)).split("\n") == lines


def test_unseen_characters_are_left_out() -> None:
    assert (
        repair_text("Jane\u202e eoR\u2066 said\0 no\xad\ufeff.\tSo\nit was")
        == "Jane eoR said no.\tSo\nit was"
    )


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("â€œWe are readyâ€\x9d, said GuantÃ¡namo", "“We are ready”, said Guantánamo"),
        ("“Café”, said Jiří Dvořák – 5 €", "“Café”, said Jiří Dvořák – 5 €"),
        ("plain words", "plain words"),
    ],
)
def test_letters_that_were_decoded_twice_are_mended(broken: str, mended: str) -> None:
    assert repair_text(f"{broken}\nother line") == f"{mended}\nother line"
