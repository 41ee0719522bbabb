"""What the article says a person is: title, apposition, predicate.

"Russian Foreign Minister Sergei Lavrov", "Vasily Kashin, director of the Center", "Lavrov is the minister".
"""

import bisect
import re
from dataclasses import dataclass
from itertools import accumulate

from quotes.document import Document
from quotes.model import Span
from quotes.resolve.descriptions import Description, describe
from quotes.resolve.lexicon import load_long_titles
from quotes.resolve.mentions import NameMention
from quotes.resolve.nouns import is_person_noun
from quotes.resolve.role_spans import COURTESY, DENIALS, find_role_spans
from quotes.resolve.spelling import plain


@dataclass(frozen=True, slots=True)
class Role:
    """A role that the article gives a person, with its place."""

    text: str
    span: Span
    description: Description


_QUOTES = re.compile(r"[\"“”]")


def _is_quoted(doc: Document, span: Span) -> bool:
    """True when quotation marks of its paragraph are open at a place."""
    marks = doc.once(_find_quotes)
    count = bisect.bisect_left(marks.places, span.start)
    first = bisect.bisect_left(marks.places, doc.paragraphs[doc.paragraph_at(span.start)].span.start)
    if count == first:
        return False
    last = doc.text[marks.places[count - 1]]
    return last == "“" or (last == '"' and (marks.straight[count] - marks.straight[first]) % 2 == 1)


@dataclass(frozen=True, slots=True)
class _Quotes:
    """Where double marks stand, and how many straight ones come before each of them and in all."""

    places: list[int]
    straight: list[int]


def _find_quotes(doc: Document) -> _Quotes:
    places = [found.start() for found in _QUOTES.finditer(doc.text)]
    return _Quotes(places, [0, *accumulate(doc.text[place] == '"' for place in places)])


# ------------------------------------------------------------------ finding roles
def find_roles(doc: Document, mention: NameMention, taken: frozenset[int]) -> list[Role]:
    """Roles that the words around one mention of a person give.

    `taken` holds the tokens of its sentence that name other persons; no role reaches over them.
    """
    if mention.modifier:
        return []
    quoted = _is_quoted(doc, mention.head)  # what another says of a person is no role
    found = []
    for span in find_role_spans(doc, mention, taken, with_predicates=not quoted):
        words = span.text(doc.text)
        lead = len(words) - len(words.lstrip(" ,;:—–-("))
        span = Span(span.start + lead, span.end) if lead < len(words) else span
        text = " ".join(span.text(doc.text).split())
        description = describe(text)
        if description.heads and text.split()[0].casefold() not in DENIALS:
            found.append(Role(text, span, description))
    kept: list[Role] = []
    for role in found:
        if not any(role.span.overlaps(other.span) for other in kept):
            kept.append(role)
    return kept


def title_role(mention: NameMention) -> Role | None:
    """The role that a short title before a name stands for: "Sen. Ada Roe" is a senator."""
    for size in (2, 1):
        key = " ".join(mention.title.casefold().replace(".", "").split()[-size:])
        if long := load_long_titles().get(key):
            return Role(long, mention.span, describe(long))
    return None


def rank_role(doc: Document, mention: NameMention, found: list[Role]) -> Role | None:
    """The title as a role where no role holds it: "a spokesperson, Colonel Ada Roe" is a colonel as well."""
    before = doc.text[: mention.head.start].rstrip()
    if not mention.title or plain(mention.title) in COURTESY or not before.endswith(mention.title):
        return None
    span = Span(len(before) - len(mention.title), len(before))
    if not is_person_noun(mention.title.split()[-1]) or any(role.span.overlaps(span) for role in found):
        return None
    return Role(mention.title, span, describe(mention.title))


# What a role cannot end with, after a cut.
_OPEN_END = re.compile(
    r"(?:[\s,;]+(?:and|or|of|for|to|with|the|a|an|his|her|its|their))*[\s,;]*$", re.IGNORECASE
)


def cut_role(doc: Document, role: Role, end: int) -> Role:
    """The role up to an offset, for one that the tree let run on beyond its source."""
    span = Span(role.span.start, end)
    text = _OPEN_END.sub("", " ".join(span.text(doc.text).split()))
    return Role(text, span, describe(text))
