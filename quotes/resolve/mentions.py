"""Places of an article that name a person, a body or a country, cut to the name proper."""

import re
from dataclasses import dataclass

from quotes.document import Document, Sentence
from quotes.model import Gender, Span, SpeakerKind
from quotes.resolve.lexicon import load_genders
from quotes.resolve.names import parse_name, strip_possessive
from quotes.resolve.nouns import is_person_noun

# A name of more words than this is a mistake of the entity model (a list, a headline in capitals).
LONGEST_NAME = 7


# Nouns for several before the first of their names: "Twins Ada and Bo Roe".
_TOGETHER = frozenset({"twins", "brothers", "sisters", "siblings", "cousins"})
DAYS = frozenset(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])


@dataclass(frozen=True, slots=True)
class NameMention:
    """One place that names somebody.

    span     the name with its title
    name     the name proper, title and possessive left out
    head     the name proper, as a place
    sentence, first, last   sentence number; tokens of the head, last included
    place    True for a country, city or region
    modifier True when it only describes another noun ("the Trump campaign")
    possessive True for "Lavrov's"
    """

    span: Span
    head: Span
    name: str
    kind: SpeakerKind
    sentence: int
    first: int
    last: int
    title: str = ""
    gender: Gender = Gender.UNKNOWN
    place: bool = False
    modifier: bool = False
    possessive: bool = False
    misspelled: bool = False


def make_mention(
    doc: Document, sentence: Sentence, tokens: list[int], kind: SpeakerKind, *, place: bool = False
) -> NameMention | None:
    """A mention from a run of tokens, cut to the name proper; None when no name is left."""
    while tokens and _ends_no_name(sentence, tokens[-1]):
        tokens = tokens[:-1]
    while (
        tokens
        and (sentence[tokens[0]].upos in ("DET", "PUNCT", "ADP", "SYM"))
        and not _is_particle(sentence, tokens)
    ):
        tokens = tokens[1:]
    while kind is not SpeakerKind.PERSON and len(tokens) > 1 and sentence[tokens[-1]].text in DAYS:
        tokens = tokens[:-1]
    if not tokens:
        return None
    outer = tokens
    title, gender = "", Gender.UNKNOWN
    if kind is SpeakerKind.PERSON:
        tokens, title, gender = _strip_title(doc, sentence, tokens)
    head = sentence.span_of(tokens[0], tokens[-1])
    raw = strip_possessive(head.text(doc.text))
    if not any(c.isalpha() for c in raw):
        return None
    head = Span(head.start, head.start + len(raw))
    name = parse_name(raw) if kind is SpeakerKind.PERSON else None
    if name is not None and (not name.words or len(name.words) > LONGEST_NAME):
        return None
    return NameMention(
        span=Span(sentence[outer[0]].span.start, head.end),
        head=head,
        name=name.text if name is not None else tidy_organization(raw),
        kind=kind,
        sentence=sentence.index,
        first=tokens[0],
        last=tokens[-1],
        title=title or (name.title if name else ""),
        gender=gender if gender is not Gender.UNKNOWN or name is None else name.gender,
        place=place,
        modifier=_is_modifier(sentence, tokens),
        possessive=tokens[-1] + 1 < len(sentence) and is_clitic(sentence, tokens[-1] + 1),
    )


def _ends_no_name(sentence: Sentence, index: int) -> bool:
    """True for marks and possessive endings; "Li Na" may be tagged as one."""
    token = sentence[index]
    if token.upos == "PART":
        return not token.text[:1].isupper()
    return token.upos in ("PUNCT", "SYM") or is_clitic(sentence, index)


def tokens_of(doc: Document, span: Span, sentence: int) -> list[int]:
    """Indices of the tokens of one sentence that share a character with a span."""
    return list(doc.sentences[sentence].tokens_in(span))


def tidy_organization(text: str) -> str:
    """A body's name on one line, without article, closing bracket or quotation marks."""
    text = " ".join(text.split()).strip(' ,;:"“”')
    text = re.sub(r"^(?:the|The|THE)\s+", "", text)
    return text + ")" if text.count("(") > text.count(")") else text


def head_token(sentence: Sentence, tokens: list[int]) -> int:
    """The token of a run that the others hang under."""
    inside = set(tokens)
    for i in tokens:
        if sentence[i].head not in inside:
            return i
    return tokens[0]


def climb_back(sentence: Sentence, index: int, *relations: str) -> int:
    """The token before it that a token hangs on by these relations, over any number of steps."""
    while sentence[index].relation in relations and sentence[index].head < index:
        index = sentence[index].head
    return index


def _strip_title(doc: Document, sentence: Sentence, tokens: list[int]) -> tuple[list[int], str, Gender]:
    """Drop titles and role words at the front of a person's name."""
    name = parse_name(sentence.span_of(tokens[0], tokens[-1]).text(doc.text))
    gender, given = name.gender, load_genders("given_names.tsv")
    start = tokens[0]
    while len(tokens) > 1:
        word = sentence[tokens[0]].text
        known = word.casefold() in given and not is_title(word)
        role = is_person_noun(word) or word.casefold() in _TOGETHER
        if known or not (is_title(word) or role or word in (".", "-")):
            break
        if word.casefold() in ("don", "u", "tun") and len(tokens) == 2:
            break
        tokens = tokens[1:]
    title = doc.text[sentence[start].span.start : sentence[tokens[0]].span.start].strip()
    if not title and start > 0:  # a title that stands before the entity
        before = sentence[start - 1]
        if before.text == "." and start > 1:
            before = sentence[start - 2]
        if is_title(before.text):
            title = before.text
            gender = load_genders("titles.tsv")[title_key(before.text)]
    return tokens, title, gender


def title_key(word: str) -> str:
    """A title as the list of titles has it."""
    return word.casefold().replace(".", "")


def is_title(word: str) -> bool:
    """True for a capitalized title ("Sen.")."""
    return title_key(word) in load_genders("titles.tsv") and word[:1].isupper()


def is_clitic(sentence: Sentence, index: int) -> bool:
    """True for a possessive ending that is a token of its own."""
    return sentence[index].text in ("'s", "’s", "'", "’", "‘s", "`s")


def _is_particle(sentence: Sentence, tokens: list[int]) -> bool:
    return len(tokens) > 1 and sentence[tokens[0]].text.casefold() not in (
        "the",
        "a",
        "an",
        "of",
        "in",
        "by",
        "for",
    )


def _is_modifier(sentence: Sentence, tokens: list[int]) -> bool:
    head = head_token(sentence, tokens)
    token = sentence[head]
    if (
        token.relation not in ("compound", "nmod", "amod")
        or token.deprel == "nmod:poss"
        or token.head <= tokens[-1]
    ):
        return False
    over = sentence[token.head]
    if over.upos not in ("NOUN", "PROPN") or token.relation == "nmod":
        return False
    if not is_person_noun(over.lemma):
        return True
    # "Kirkesund striker Amadou Keita": the name is behind the noun; "Trump adviser" alone is read as before.
    named = [i for i in sentence.children(token.head, "flat", "appos") if i == token.head + 1]
    return token.head == tokens[-1] + 1 and any(sentence[i].upos == "PROPN" for i in named)
