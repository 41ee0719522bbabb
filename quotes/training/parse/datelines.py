"""Datelines: where and when a report was written, in front of its first sentence ("MOSCOW, June 11 —").

The treebanks have nearly none. The place hangs under the root of the sentence as a `parataxis`, so that the
sentence itself stays as it was.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from quotes.training.parse.entities import Line, Tagged
from quotes.training.parse.treebank import Sentence, Word, find_root

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December", "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")  # fmt: skip
DASHES = ("—", "—", "–", "-", "--", ":")
# How often the place is in capitals, a date follows, and the dash has no space before it.
CAPITALS, DATED, TIGHT = 0.7, 0.5, 0.15


def make_dateline(place: str, rng: random.Random) -> list[Word]:
    """Words of a dateline; heads count from its first word, which is the head of all (0)."""
    form = place.upper() if rng.random() < CAPITALS else place
    words = [Word(form, place, "PROPN", "NNP", "Number=Sing", 0, "parataxis")]
    if rng.random() < DATED:
        month, day = rng.choice(MONTHS), str(rng.randint(1, 31))
        words[0] = replace(words[0], space=False)
        words += [
            Word(",", ",", "PUNCT", ",", "_", 3, "punct"),
            Word(month, month, "PROPN", "NNP", "Number=Sing", 1, "nmod:unmarked"),
            Word(day, day, "NUM", "CD", "NumForm=Digit|NumType=Card", 3, "nummod"),
        ]
    dash = rng.choice(DASHES)
    if dash == ":" or rng.random() < TIGHT:
        words[-1] = replace(words[-1], space=False)
    words.append(Word(dash, dash, "PUNCT", ":", "_", 1, "punct"))
    return words


def date(sentence: Sentence, place: str, rng: random.Random) -> Sentence:
    """A sentence with a dateline in front."""
    dateline = make_dateline(place, rng)
    count = len(dateline)
    root = find_root(sentence.words) + 1 + count
    words = [replace(dateline[0], head=root), *dateline[1:]]
    words += [replace(word, head=word.head + count if word.head else 0) for word in sentence.words]
    joined = tuple((first + count, last + count) for first, last in sentence.joined)
    return replace(sentence, words=tuple(words), joined=joined, name=f"{sentence.name}-dated")


def date_names(line: Line, place: str, rng: random.Random) -> Line:
    """A sentence of the data of names with a dateline in front."""
    dateline = make_dateline(place, rng)
    words = [Tagged(dateline[0].form, "S-Location")]
    words += [
        Tagged(word.form, {"nmod:unmarked": "B-Date", "nummod": "E-Date"}.get(word.deprel, "O"))
        for word in dateline[1:]
    ]
    return words + line


def find_places(articles: Sequence[Sequence[Line]]) -> list[str]:
    """Places of one word, sorted."""
    return sorted(
        {
            word.text
            for article in articles
            for line in article
            for word in line
            if word.tag == "S-Location" and word.text.isalpha() and word.text.istitle() and len(word.text) > 3
        }
    )


def invent_datelines(
    sentences: Sequence[Sentence], places: Sequence[str], count: int, rng: random.Random
) -> list[Sentence]:
    """Sentences of a treebank with datelines, each a paragraph's first."""
    long = [
        sentence for sentence in sentences if len(sentence.words) > 6 and sentence.words[0].form.istitle()
    ]
    chosen = rng.sample(long, min(count, len(long)))
    return [replace(date(s, rng.choice(places), rng), opens_paragraph=True) for s in chosen]
