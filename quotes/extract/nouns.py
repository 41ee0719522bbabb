"""Nouns and adjectives as cues: "the claim that", "criticism of", "sure that"."""

from collections.abc import Iterator

from quotes.document import Document, Sentence
from quotes.extract.candidate import Candidate
from quotes.extract.content import case_of, has_to, is_marked
from quotes.extract.cues import context_of, cue_tokens, is_negative
from quotes.extract.sources import classify_source, find_subject


def find_noun_frames(doc: Document, sentence: Sentence, head: int) -> Iterator[Candidate]:
    token = sentence[head]
    children = sentence.children(head)
    if not children or children[-1] < head:
        return
    source = next((i for i in children if sentence[i].deprel == "nmod:poss"), None)
    if source is None and token.upos == "ADJ":
        source = find_subject(sentence, head)
    if source is None and token.upos == "NOUN":
        source = next(
            (i for i in children if sentence[i].relation == "nmod" and case_of(sentence, i) == "by"), None
        )
    if source is None and token.upos == "NOUN" and token.head >= 0 and token.relation in ("obj", "xcomp"):
        source = find_subject(sentence, token.head)

    def make(frame: str, content: list[int], extra: tuple[int, ...] = ()) -> Candidate:
        owner = None if source in content else source
        return Candidate(
            sentence.index, head, token.lemma.lower(), token.upos, frame,
            classify_source(doc, sentence, owner), cue_tokens(sentence, head, extra), owner,
            tuple(content), is_negative(sentence, head), context_of(sentence, head),
        )  # fmt: skip

    for child in children:
        if child < head:
            continue
        relation = sentence[child].deprel
        if relation == "acl:relcl" and any(
            sentence[i].text == "that" for i in sentence.children(child, "mark")
        ):
            relation = "acl"
        if relation in ("acl", "ccomp", "xcomp", "advcl", "csubj"):
            kind = "to" if has_to(sentence, child) else "that" if is_marked(sentence, child) else "other"
            yield make(f"{relation}:{kind}", list(sentence.subtree(child)))
        elif sentence[child].relation in ("nmod", "obl"):
            prep = case_of(sentence, child)
            if prep and prep != "by":
                place = sentence.subtree(child)[0]
                tokens = [i for i in sentence.subtree(child) if i > place]
                if tokens:
                    yield make(f"nmod:{prep}", tokens, (place,) if place == head + 1 else ())
