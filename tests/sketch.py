"""A parse without a model, of any text at all, in no time: what a parser might have made of it.

Words get believable tags and trees by a few rules; with a source of chance, some get any tag and any head.
Good for what must hold whatever the parse is (no crash, bounded time), never for what is found.
"""

import random
import re
from collections.abc import Iterator

from quotes.document import Document, Entity, EntityLabel, Paragraph, Sentence, Token
from quotes.model import Article, Span
from quotes.parse.paragraphs import split_paragraphs
from quotes.parse.pieces import split_pieces

_WORD = re.compile(r"\w+(?:['’]\w+)*|''|``|[^\w\s]")
_ENDS = frozenset(".!?")
_CLOSING = frozenset("\"'”’»)")

_CUES = {
    "said": "say", "says": "say", "told": "tell", "added": "add", "adding": "add", "announced": "announce",
    "wrote": "write", "claimed": "claim", "denied": "deny", "believes": "believe", "asked": "ask",
    "according": "accord", "reported": "report",
}  # fmt: skip
_CLOSED = {
    "PRON": ("PRP", "he she it they we i you him her them who us himself"),
    "DET": ("DT", "the a an this these those his its their our"),
    "ADP": ("IN", "of in on to by at for with from about after before"),
    "SCONJ": ("IN", "that if because while as"),
    "CCONJ": ("CC", "and or but"),
    "AUX": ("VBZ", "is are was were be been has have had will would can could must"),
    "PART": ("RB", "not n't never"),
}
_KNOWN = {word: (upos, xpos) for upos, (xpos, words) in _CLOSED.items() for word in words.split()}
_RELATIONS = {
    "PRON": "nsubj", "PROPN": "nsubj", "DET": "det", "ADP": "case", "SCONJ": "mark", "CCONJ": "cc",
    "AUX": "aux", "PUNCT": "punct", "NOUN": "obj", "NUM": "nummod", "PART": "advmod", "VERB": "ccomp",
}  # fmt: skip
_WILD = (
    "nsubj:pass", "obl", "obl:agent", "xcomp", "advcl", "acl:relcl", "conj", "parataxis", "nmod:poss",
    "appos", "flat", "compound", "fixed", "expl", "dep", "root",
)  # fmt: skip
# How much of a parse is chance where there is a source of it: most must stay believable, or nothing is found.
_SHARE_OF_CHANCE = 0.15


def sketch_parse(article: Article, chance: random.Random | None = None) -> Document:
    """A Document with the article's own paragraphs, and sentences no longer than the real parser's.

    chance  makes some tags, relations and heads anything at all, cycles included
    """
    paragraphs = split_paragraphs(article)
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    for number, paragraph in enumerate(paragraphs):
        for piece in split_pieces(article.text, paragraph.span):
            for words in _split_sentences(article.text, piece):
                tokens = _make_tokens(words, chance)
                entities += _find_entities(tokens, len(sentences), chance)
                sentences.append(Sentence(tokens, number, len(sentences)))
    kept: tuple[Paragraph, ...] = paragraphs
    return Document(article.text, kept, tuple(sentences), tuple(entities), parser="sketch 1")


class SketchParser:
    """Stands for `quotes.parse.Parser`."""

    name = "sketch 1"

    def parse(self, articles: Iterator[Article]) -> Iterator[Document]:
        """Parse some articles, one Document each, in order."""
        return map(sketch_parse, articles)


def _split_sentences(text: str, span: Span) -> Iterator[list[re.Match[str]]]:
    words: list[re.Match[str]] = []
    ended = False
    for word in _WORD.finditer(text, span.start, span.end):
        if ended and word[0] not in _CLOSING and word[0] not in _ENDS:
            yield words
            words, ended = [], False
        words.append(word)
        ended = ended or word[0] in _ENDS
    if words:
        yield words


def _make_tokens(words: list[re.Match[str]], chance: random.Random | None) -> tuple[Token, ...]:
    tags = [_tag(word[0], first=index == 0) for index, word in enumerate(words)]
    verbs = [index for index, (upos, _) in enumerate(tags) if upos == "VERB"]
    root = verbs[-1] if verbs else 0
    tokens = []
    for index, (word, (upos, xpos)) in enumerate(zip(words, tags, strict=True)):
        head, relation = _attach(index, upos, tags, root)
        if chance and chance.random() < _SHARE_OF_CHANCE:
            head = chance.randrange(-1, len(words))
            relation = chance.choice(_WILD)
            upos = chance.choice([upos, *_RELATIONS])
        lemma = _CUES.get(word[0].casefold(), word[0].lower())
        feats = "VerbForm=Fin|Tense=Past" if upos == "VERB" else ""
        tokens.append(Token(word[0], Span(*word.span()), lemma, upos, xpos, feats, head, relation))
    return tuple(tokens)


def _tag(word: str, *, first: bool) -> tuple[str, str]:
    small = word.casefold()
    if small in _CUES:
        return "VERB", "VBD"
    if small in _KNOWN:
        return _KNOWN[small]
    if not word[0].isalnum():
        return "PUNCT", "."
    if word[0].isdigit():
        return "NUM", "CD"
    is_name = word.istitle() or (word[0].isupper() and not first)
    return ("PROPN", "NNP") if is_name else ("NOUN", "NN")


def _attach(index: int, upos: str, tags: list[tuple[str, str]], root: int) -> tuple[int, str]:
    """A name hangs on the name before it, small words on the next noun, all else on the main verb."""
    if index == root:
        return -1, "root"
    if upos == "PROPN" and index and tags[index - 1][0] == "PROPN":
        return index - 1, "flat"
    if upos in ("DET", "ADP", "AUX", "SCONJ") and index + 1 < len(tags) and index + 1 != root:
        return index + 1, _RELATIONS[upos]
    return root, _RELATIONS.get(upos, "dep")


def _find_entities(
    tokens: tuple[Token, ...], sentence: int, chance: random.Random | None
) -> Iterator[Entity]:
    labels = list(EntityLabel)
    start = 0
    for index in range(len(tokens) + 1):
        if index < len(tokens) and tokens[index].upos == "PROPN":
            continue
        if index > start:
            label = chance.choice(labels) if chance else EntityLabel.PERSON
            yield Entity(Span(tokens[start].span.start, tokens[index - 1].span.end), label, sentence)
        start = index + 1
