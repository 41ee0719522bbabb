"""The English Worldwide Newswire data as Stanza's name finder learns from it.

A file is an article: the address in the first line, then a word and its tags a line, an empty line between
sentences. Where names lie in one another ("Uganda Wildlife Authority"), there are several tags, the outermost
first; that one is taken, as Stanza itself does.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from quotes.training.parse.styles import CAPITALS

# Classes that are too rare to be learned apart.
MERGED = {"Facility": "Misc", "Product": "Misc"}
# Sentences are cut near this many words: lists and lines without an end run on.
LONGEST = 110
# One file in so many is held out for the test, and one in so many more for development, of each country's.
TEST_EVERY, DEV_EVERY, DEV_PLACE = 10, 20, 5
# The held-out articles hang on this number: they are those that the first set of models was scored on.
SPLIT_SEED = 11

_TAG = re.compile(r"[BI]-\w+$")
_APOSTROPHES = "'’"
# What an apostrophe and the next word make together.
_CLITICS = frozenset(("s", "re", "ve", "ll", "d", "m"))


class Tagged(NamedTuple):
    """A word and its tag: "O", or B-, I-, E-, S- and the class."""

    text: str
    tag: str


Line = list[Tagged]


def split_files(files: Iterable[Path]) -> dict[str, list[Path]]:
    """Files by part: train, dev, test, country by country."""
    rng = random.Random(SPLIT_SEED)
    countries: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(files):
        countries[path.name.partition("_")[0]].append(path)
    parts: dict[str, list[Path]] = {"train": [], "dev": [], "test": []}
    for _, own in sorted(countries.items()):
        rng.shuffle(own)
        for i, path in enumerate(own):
            held = i % TEST_EVERY == 0 and len(own) > 2
            parts["test" if held else "dev" if i % DEV_EVERY == DEV_PLACE else "train"].append(path)
    return parts


def parse_article(text: str, *, merge: bool = True) -> list[Line]:
    """Sentences of one file as UD's words with BIOES tags.

    merge  put the rare classes together (`MERGED`)
    """
    sentences: list[Line] = [[]]
    for line in text.split("\n")[2:]:
        row = re.split(r"\t|\s{2,}", line.strip())
        if not line.strip():
            sentences.append([])
        elif len(row) > 1 and row[0]:
            tag = row[1] if _TAG.match(row[1]) else "O"
            if merge and tag != "O":
                tag = tag[:2] + MERGED.get(tag[2:], tag[2:])
            sentences[-1].append(Tagged(row[0], tag))
    return [to_bioes(part) for line in sentences if line for part in cut_long(repair(join_clitics(line)))]


def join_clitics(line: Sequence[Tagged]) -> Line:
    """UD's words: an apostrophe and "s" are one word, "don", an apostrophe and "t" are "do" and "n't"."""
    words: Line = []
    i = 0
    while i < len(line):
        text, tag = line[i]
        if text in _APOSTROPHES and i + 1 < len(line) and words:
            following = line[i + 1].text
            if following.lower() in _CLITICS:
                words.append(Tagged(text + following, tag))
                i += 2
                continue
            host = words[-1]
            if following.lower() == "t" and host.text.lower().endswith("n") and len(host.text) > 1:
                words[-1] = Tagged(host.text[:-1], host.tag)
                words.append(Tagged(host.text[-1] + text + following, tag))
                i += 2
                continue
        words.append(line[i])
        i += 1
    return words


def repair(line: Sequence[Tagged]) -> Line:
    """BIO tags where every name begins with a B."""
    result: Line = []
    before = "O"
    for text, tag in line:
        if tag[0] == "I" and before[1:] != tag[1:]:
            tag = "B" + tag[1:]
        result.append(Tagged(text, tag))
        before = tag
    return result


def cut_long(line: Line) -> list[Line]:
    """Pieces of at most `LONGEST` words, cut behind a full stop where there is one, never inside a name."""
    pieces = []
    while len(line) > LONGEST:
        free = [i for i in range(LONGEST, 20, -1) if line[i].tag[0] != "I"]
        stops = [i for i in free if line[i - 1].text in (".", "?", "!")]
        cut = (stops or free or [LONGEST])[0]
        pieces.append(line[:cut])
        line = line[cut:]
    return [*pieces, line]


def to_bioes(line: Sequence[Tagged]) -> Line:
    """BIO as BIOES."""
    result: Line = []
    for i, (text, tag) in enumerate(line):
        if tag != "O":
            goes_on = i + 1 < len(line) and line[i + 1].tag == "I" + tag[1:]
            kind = ("B" if goes_on else "S") if tag[0] == "B" else ("I" if goes_on else "E")
            tag = kind + tag[1:]
        result.append(Tagged(text, tag))
    return result


# ---------------------------------------------------------------------- styles
def straighten(article: Iterable[Line]) -> list[Line]:
    """Straight marks only."""
    table = str.maketrans("“”‘’", "\"\"''")
    return [[Tagged(text.translate(table), tag) for text, tag in line] for line in article]


def curl(article: Iterable[Line]) -> list[Line]:
    """Curly marks only."""
    result = []
    for line in article:
        is_open, words = False, []
        for text, tag in line:
            if text == '"':
                is_open = not is_open
                text = "“" if is_open else "”"
            words.append(Tagged(text.replace("'", "’"), tag))
        result.append(words)
    return result


def mix(article: Iterable[Line], rng: random.Random) -> list[Line]:
    """One style of marks, and some sentences in capitals, as datelines and headlines are."""
    article = straighten(article) if rng.random() < 0.5 else curl(article)
    return [
        [Tagged(text.upper(), tag) for text, tag in line] if rng.random() < CAPITALS else line
        for line in article
    ]


def find_persons(articles: Iterable[Iterable[Line]]) -> list[tuple[str, str]]:
    """Names of persons that have two words, sorted: first and last name."""
    plain = re.compile(r"[A-Z][a-z]+(-[A-Za-z]+)?$")
    return sorted(
        {
            (first.text, second.text)
            for article in articles
            for line in article
            for first, second in pairwise(line)
            if (first.tag, second.tag) == ("B-Person", "E-Person")
            and plain.match(first.text)
            and plain.match(second.text)
        }
    )


def to_stanza(articles: Iterable[Iterable[Line]]) -> list[list[dict[str, str]]]:
    """What Stanza's JSON files of names hold."""
    return [[{"text": text, "ner": tag} for text, tag in line] for article in articles for line in article]
