"""Sentences of a treebank in CoNLL-U, and everything the other modules change about them.

A sentence has UD's words; `joined` says which of them are written as one surface token ("don't").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word. `head` counts from 1, 0 is the root; `space` says whether a space follows."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool = True
    misc: str = "_"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of a sentence. `joined` holds first and last word (0-based) of each multi-word token."""

    words: tuple[Word, ...]
    name: str = ""
    joined: tuple[tuple[int, int], ...] = ()
    opens_document: bool = False
    opens_paragraph: bool = False

    @property
    def text(self) -> str:
        """What is written: words with the spaces between them."""
        return "".join(word.form + " " * word.space for word in self.words).strip()

    def with_words(self, words: Iterable[Word]) -> "Sentence":
        """The same sentence with other words, as many as before."""
        return replace(self, words=tuple(words))

    def without_last(self) -> "Sentence":
        """The same without its last word, on which nothing may depend."""
        last = len(self.words) - 1
        return replace(
            self, words=self.words[:last], joined=tuple(pair for pair in self.joined if pair[1] < last)
        )


@dataclass(slots=True)
class _Block:
    """Lines of one sentence as they are read."""

    words: list[Word] = field(default_factory=list)
    joined: list[tuple[int, int]] = field(default_factory=list)
    # Whether a space follows, by the last word of a multi-word token.
    spaces: dict[int, bool] = field(default_factory=dict)
    name: str = ""
    document: bool = False
    paragraph: bool = False

    def take(self, line: str) -> None:
        if line.startswith("# newdoc"):
            self.document = self.paragraph = True
        elif re.match(r"# newpar( id\b|\s*$)", line):
            self.paragraph = True
        elif line.startswith("# sent_id"):
            self.name = line.partition("=")[2].strip()
        elif line[:1].isdigit():
            row = line.split("\t")
            if "-" in row[0]:
                first, last = (int(part) - 1 for part in row[0].split("-"))
                self.joined.append((first, last))
                self.spaces[last] = _has_space(row[9])
            elif "." not in row[0]:  # no word of the text: an ellipsis of the enhanced graph
                _, form, lemma, upos, xpos, feats, head, deprel, _, misc = row
                self.words.append(
                    Word(form, lemma, upos, xpos, feats, int(head), deprel, _has_space(misc), misc)
                )

    def close(self) -> Sentence:
        words = list(self.words)
        for first, last in self.joined:
            for i in range(first, last):
                words[i] = replace(words[i], space=False)
            words[last] = replace(words[last], space=self.spaces[last])
        return Sentence(tuple(words), self.name, tuple(self.joined), self.document, self.paragraph)


def _has_space(misc: str) -> bool:
    return "SpaceAfter=No" not in misc.split("|")


def read_treebank(path: Path) -> list[Sentence]:
    """Sentences of a CoNLL-U file, in order."""
    return list(parse_treebank(path.read_text(encoding="utf-8")))


def parse_treebank(text: str) -> Iterator[Sentence]:
    """Sentences of CoNLL-U text."""
    block = _Block()
    for line in (*text.split("\n"), ""):
        if line.strip():
            block.take(line)
        elif block.words:
            yield block.close()
            block = _Block()


def write_treebank(sentences: Iterable[Sentence], *, joined: bool = False) -> str:
    """CoNLL-U text of some sentences.

    joined  with a line for each multi-word token; without, the file is one of words alone
    """
    return "".join(_format(sentence, joined) for sentence in sentences)


def _format(sentence: Sentence, joined: bool) -> str:
    lines = ["# newdoc"] * sentence.opens_document + ["# newpar"] * sentence.opens_paragraph
    lines += [f"# sent_id = {sentence.name}", f"# text = {sentence.text}"]
    ends = dict(sentence.joined) if joined else {}
    inside_until = -1
    for i, word in enumerate(sentence.words):
        if i in ends:
            inside_until = ends[i]
            form = "".join(part.form for part in sentence.words[i : inside_until + 1])
            space = _space(sentence.words[inside_until].space)
            lines.append("\t".join((f"{i + 1}-{inside_until + 1}", form, *"_" * 7, space)))
        space = "_" if i <= inside_until else _space(word.space)
        row = (str(i + 1), word.form, word.lemma, word.upos, word.xpos, word.feats, str(word.head))
        lines.append("\t".join((*row, word.deprel, "_", space)))
    return "\n".join(lines) + "\n\n"


def _space(follows: bool) -> str:
    return "_" if follows else "SpaceAfter=No"


def group_documents(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """Sentences document by document."""
    documents: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.opens_document or not documents:
            documents.append([])
        documents[-1].append(sentence)
    return documents


def subtree(words: Sequence[Word], index: int) -> list[int]:
    """Places (0-based) of a word and all that depends on it, in order."""
    below = {index}
    while True:
        more = {i for i, word in enumerate(words) if word.head - 1 in below} - below
        if not more:
            return sorted(below)
        below |= more


def find_root(words: Sequence[Word]) -> int:
    """Place (0-based) of the root."""
    return next(i for i, word in enumerate(words) if word.head == ROOT)


def with_tags(sentence: Sentence, tags: Sequence[tuple[str, str, str]], lemmas: Sequence[str]) -> Sentence:
    """A sentence with tags and lemmas as models gave them."""
    return sentence.with_words(
        replace(word, upos=upos, xpos=xpos, feats=feats, lemma=lemma)
        for word, (upos, xpos, feats), lemma in zip(sentence.words, tags, lemmas, strict=True)
    )
