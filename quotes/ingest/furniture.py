"""Lines of a page that are no part of its article: calls to comment and share, notices, related links.

Trafilatura leaves most of them out by how a page is built; these stand between paragraphs like text.
"""

import re
from functools import cache
from itertools import accumulate

from quotes.lexicon import read_rows

# A list of other articles ends a text when so much of it (share of the characters) stands before. Where it
# stands higher up, only its headlines are left out.
NEAR_THE_END = 0.6
# A headline below the name of such a list has at most so many words, and no full stop.
MAX_HEADLINE_WORDS = 22

_BULLET = re.compile(r"^[\s\-–—•*·|>\[(►▶]+|[\s\])|:.!…>»]+$")
# A line in brackets without a full stop is a link to another article.
_BRACKETED = re.compile(r"\[[^\[\]]{8,140}[^.!?…\"”’\[\]]\]")
_SENTENCE_END = re.compile(r"[.?!][\"'”’»)\]]*$")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_WHEN = re.compile(
    r"(?:(?:posted|published|updated|first published|last (?:updated|modified)|created)\W*(?:on|at)?\W*)?"
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? *)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\.?,? \d{{4}}|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
    r"(?:\W*(?:at|on|@|\||•)?\W*\d{1,2}[:.]\d\d(?::\d\d)?\W*(?:[ap]\.?\s?m\b\.?)?\W*(?:[a-z]{2,4})?)?\W*",
    re.I,
)


def drop_furniture(text: str) -> str:
    """The lines of a page's text that belong to the article, with single line ends between them."""
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    before = [0, *accumulate(len(line) for line in lines)]
    lists, singles = _load_patterns()
    kept: list[str] = []
    in_list = False
    for number, line in enumerate(lines):
        words = _fold(line)
        if lists.fullmatch(words):
            if before[number] >= NEAR_THE_END * before[-1]:
                break
            in_list = True
        elif in_list and _is_headline(line):
            continue
        elif not any((singles.fullmatch(words), _WHEN.fullmatch(words), _BRACKETED.fullmatch(line.strip()))):
            in_list = False
            kept.append(line)
    return "\n".join(kept)


def _fold(line: str) -> str:
    return _BULLET.sub("", line.casefold().replace("’", "'")).strip()


def _is_headline(line: str) -> bool:
    return len(line.split()) <= MAX_HEADLINE_WORDS and not _SENTENCE_END.search(line)


@cache
def _load_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a line is that names a list of other articles, and what one is that is left out alone."""
    rows = read_rows("furniture.tsv")
    lists, singles = (
        re.compile("|".join(f"(?:{pattern})" for kind, pattern in rows if kind == wanted))
        for wanted in ("list", "line")
    )
    return lists, singles
