"""What common nouns stand for, as far as it tells whether they speak: people, bodies, carriers of words."""

from functools import cache

from quotes.lexicon import load_words

# Endings of nouns for people that need not stand in the list.
_PERSON_ENDINGS = ("woman", "man", "person", "ologist", "ist")
# Shorter words with such an ending are mostly others ("list", "fist").
MIN_ENDING_WORD = 6


@cache
def classify_noun(lemma: str) -> str:
    """Class of a noun: "person", "body" (a ministry), "carrier" (a report) or "noun" for anything else."""
    if lemma in load_words("roles.tsv") or lemma.rpartition("-")[2] in load_words("roles.tsv"):
        return "person"
    if len(lemma) >= MIN_ENDING_WORD and lemma.endswith(_PERSON_ENDINGS):
        return "person"
    if lemma in load_words("organization_nouns.txt"):
        return "body"
    return "carrier" if is_carrier(lemma) else "noun"


def is_carrier(lemma: str) -> bool:
    """True for a noun for what carries somebody's words: "statement", "interview", "survey"."""
    return lemma in load_words("carrier_nouns.tsv")
