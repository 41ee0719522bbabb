"""Several cues of one speaker in one sentence: "said that A, adding that B and warned that C"."""

from collections.abc import Iterable
from dataclasses import replace

from quotes.document import Sentence
from quotes.extract.candidate import Candidate

_LINKS = frozenset((",", "and", "but", "or", ";", "—", "–", "--", "also", "then", "however", "further"))
# Frames whose cue surely opens a content of its own.
_STRONG = ("ccomp", "zero")


def share_sources(sentence: Sentence, candidates: Iterable[Candidate]) -> list[Candidate]:
    """End a content where a later cue without a subject takes over, and give that cue the same source.

    Parsers hang "adding that ..." on the verb of the content before it.
    """
    found = sorted(candidates, key=lambda c: c.head)
    for later, inner in enumerate(found):
        if not _takes_over(sentence, inner):
            continue
        edge = _left_edge(sentence, inner)
        for earlier in range(later):
            outer = found[earlier]
            if inner.head not in outer.content or outer.head > inner.head or outer.frame not in _STRONG:
                continue
            kept = tuple(i for i in outer.content if i < edge)
            if len(kept) > 1:
                found[earlier] = replace(outer, content=kept)
                if outer.source is not None:
                    found[later] = replace(found[later], source=outer.source)
                break
    return found


def _takes_over(sentence: Sentence, candidate: Candidate) -> bool:
    token = sentence[candidate.head]
    if candidate.frame not in _STRONG or sentence.children(candidate.head, "nsubj"):
        return False
    if token.relation == "conj":
        before = sentence[candidate.cue[0] - 1].text.lower() if candidate.cue[0] else ""
        return before in _LINKS and token.feature("VerbForm") == "Fin" and token.feature("Tense") == "Past"
    return (
        token.relation in ("advcl", "acl", "parataxis")
        and token.xpos == "VBG"
        and candidate.cue[0] == candidate.head
    )


def _left_edge(sentence: Sentence, candidate: Candidate) -> int:
    edge = candidate.cue[0]
    while edge > 0 and sentence[edge - 1].text.lower() in _LINKS:
        edge -= 1
    return edge
