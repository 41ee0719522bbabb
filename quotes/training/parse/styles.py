"""Ways in which newspapers write the same sentence: marks, dashes, capitals, headlines.

Treebanks are mostly typed with straight quotation marks and full stops. Every function takes a sentence and
gives another of the same words (a headline lacks its full stop).
"""

import random
import re
from collections.abc import Iterable
from dataclasses import replace

from quotes.training.parse.treebank import Sentence, Word

# Of sentences in the mixed version: in capitals, with capitals as in a headline, without any.
CAPITALS, HEADLINE, LOWER = 0.07, 0.06, 0.03
# How often a dash is written as an en or em dash, an ellipsis as one character, in a curly text.
DASH, ELLIPSIS = 0.5, 0.3
# How often such a dash has no spaces around it.
TIGHT = 0.3
# Of closing quotation marks: those whose space behind them was lost.
LOST_SPACE = 0.04

# Words that headlines do not capitalize.
_SMALL = frozenset(
    (
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "by",
        "with",
        "from",
        "as",
        "but",
        "is",
    )
)
# An apostrophe inside these is part of an address or of a drawn face.
_NO_WORD = re.compile(r"https?:|[<>=]|:.?'|'\(")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def curl(document: Iterable[Sentence], rng: random.Random) -> list[Sentence]:
    """A document with curly quotation marks and apostrophes, and some other dashes."""
    result: list[Sentence] = []
    is_open = False
    for sentence in document:
        if sentence.opens_paragraph:
            is_open = False
        words: list[Word] = []
        for i, word in enumerate(sentence.words):
            if word.form in ('"', "``", "''"):
                is_open = _opens(word, is_open)
                word = replace(word, form="“" if is_open else "”")
            elif word.form == "'" and word.xpos in ("``", "''"):
                word = replace(word, form="‘" if word.xpos == "``" else "’")
            elif "'" in word.form and not _NO_WORD.search(word.form):
                word = replace(word, form=word.form.replace("'", "’"))
            elif word.form == "..." and rng.random() < ELLIPSIS:
                word = replace(word, form="…")
            elif _is_dash(sentence, i) and rng.random() < DASH:
                word = replace(word, form=rng.choice("—–"))
                if rng.random() < TIGHT and words:
                    word = replace(word, space=False)
                    words[-1] = replace(words[-1], space=False)
            words.append(word)
        result.append(sentence.with_words(words))
    return result


def _opens(word: Word, is_open: bool) -> bool:
    """Whether a double mark opens: as it is tagged or drawn, or else by turns."""
    if word.xpos == "``" or word.form == "``":
        return True
    if word.xpos == "''" or word.form == "''":
        return False
    return not is_open


def _is_dash(sentence: Sentence, i: int) -> bool:
    word = sentence.words[i]
    if word.form == "--":
        return True
    spaced = word.space and i > 0 and sentence.words[i - 1].space
    return word.form == "-" and word.upos == "PUNCT" and spaced


def straighten(sentence: Sentence) -> Sentence:
    """Straight marks only."""
    return sentence.with_words(replace(word, form=word.form.translate(_STRAIGHT)) for word in sentence.words)


def shout(sentence: Sentence) -> Sentence:
    """All in capitals."""
    return sentence.with_words(replace(word, form=word.form.upper()) for word in sentence.words)


def whisper(sentence: Sentence) -> Sentence:
    """No capitals at all."""
    return sentence.with_words(replace(word, form=word.form.lower()) for word in sentence.words)


def make_headline(sentence: Sentence) -> Sentence:
    """Capitals as in a headline, and no full stop."""
    titled = sentence.with_words(
        replace(word, form=word.form[:1].upper() + word.form[1:])
        if i == 0 or word.form.lower() not in _SMALL
        else word
        for i, word in enumerate(sentence.words)
    )
    return _drop_stop(titled)


def _drop_stop(sentence: Sentence) -> Sentence:
    count = len(sentence.words)
    if count < 3 or sentence.words[-1].form != "." or any(word.head == count for word in sentence.words):
        return sentence
    return sentence.without_last()


def lose_space(sentence: Sentence, rng: random.Random) -> Sentence:
    """Some closing marks without the space behind them: “Yes,”she said."""
    return sentence.with_words(
        replace(word, space=False)
        if word.form == "”" and word.space and i + 1 < len(sentence.words) and rng.random() < LOST_SPACE
        else word
        for i, word in enumerate(sentence.words)
    )


def mix(document: Iterable[Sentence], rng: random.Random) -> list[Sentence]:
    """A document in one style of marks, some sentences in capitals, as headlines, or without capitals."""
    document = list(document)
    if rng.random() < 0.5:
        document = curl(document, rng)
    return [_disturb(sentence, rng) for sentence in document]


def _disturb(sentence: Sentence, rng: random.Random) -> Sentence:
    chance = rng.random()
    if len(sentence.words) < 2:
        return sentence
    for share, change in ((CAPITALS, shout), (HEADLINE, make_headline), (LOWER, whisper)):
        if chance < share:
            return change(sentence)
        chance -= share
    return lose_space(sentence, rng)
