"""File names of pages."""

import re

from anyascii import anyascii

from quotes.records import ArticleSummary, SpeakerSummary

# Longest readable part of a file name: leaves room for the number and a deep folder under the 255 bytes of
# common file systems and the 260 characters of older Windows paths.
MAX_SLUG = 48

# Digits of an article's identity in a file name and of an attribution's in an anchor: 48 bits.
SHORT_IDENTITY = 12

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def make_slug(name: str, fallback: str) -> str:
    """Lower-case ASCII letters, digits and single hyphens: "Łukasz Żal" -> "lukasz-zal".

    fallback  what stands for a name without a letter or digit
    The result alone may be a name that Windows reserves ("con"): callers add a number or hash.
    """
    plain = _NOT_PLAIN.sub("-", anyascii(name[: 4 * MAX_SLUG]).lower()).strip("-")
    return plain[:MAX_SLUG].rstrip("-") or fallback


def number_page(path: str, page: int) -> str:
    """Path of one page of several: "x.html", "x_2.html". Slugs hold no underscore, so none collides."""
    return path if page == 1 else f"{path.removesuffix('.html')}_{page}.html"


def path_of_speaker(speaker_id: int, name: str) -> str:
    """Path of a speaker's first page in the site; the number keeps namesakes apart."""
    return f"speakers/{make_slug(name, 'speaker')}-{speaker_id}.html"


def path_of_summary(speaker: SpeakerSummary) -> str:
    """Path of the first page of a speaker of the index."""
    return path_of_speaker(speaker.id, speaker.name)


def path_of_article(article: ArticleSummary) -> str:
    """Path of an article's page in the site; part of its identity keeps equal titles apart."""
    return f"articles/{make_slug(article.label, 'article')}-{article.identity[:SHORT_IDENTITY]}.html"
