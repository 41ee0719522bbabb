"""Several cues of one speaker in one sentence: "said that A, adding that B and warned that C"."""

from collections.abc import Iterable
from dataclasses import replace

from quotes.document import Sentence
from quotes.extract.candidate import Candidate

_LINKS = frozenset((",", "and", "but", "or", ";", "—", "–", "--", "also", "then", "however", "further"))
# Frames whose cue surely opens a content of its own.
_STRONG = ("ccomp", "zero")


def share_sources(sentence: Sentence, candidates: Iterable[tuple[Candidate, bool]]) -> list[Candidate]:
    """End a content where a later cue without a subject takes over, and give that cue the same source.

    Parsers hang "adding that ..." on the verb of the content before it.

    candidates  one a cue, each with True when it is likely enough on its own; another one stays only when
                it takes over from one that is
    """
    found = sorted(candidates, key=lambda pair: pair[0].head)
    kept: list[Candidate] = []
    for inner, likely in found:
        if takes_over(sentence, inner):
            number = _find_outer(sentence, kept, inner)
            edge = _left_edge(sentence, inner)
            if number is not None:
                content = tuple(i for i in kept[number].content if i < edge)
                if len(content) > 1:
                    kept[number] = replace(kept[number], content=content)
                    kept.append(replace(inner, source=kept[number].source))
                    continue
        if likely:
            kept.append(inner)
    return kept


def _find_outer(sentence: Sentence, kept: list[Candidate], inner: Candidate) -> int | None:
    """Number of the cue before, whose content the later cue stands in or was cut from."""
    above = set(sentence.ancestors(inner.head))
    for number, outer in enumerate(kept):
        if outer.head < inner.head and outer.frame in _STRONG and outer.source is not None:
            beyond = inner.head > max(outer.content) and outer.head in above
            if inner.head in outer.content or beyond:
                return number
    return None


def takes_over(sentence: Sentence, candidate: Candidate) -> bool:
    """True for a cue without a subject of its own that may have that of a cue before it."""
    token = sentence[candidate.head]
    if candidate.frame not in _STRONG or sentence.children(candidate.head, "nsubj"):
        return False
    first = candidate.cue[0]
    before = sentence[first - 1].text.lower() if first else ""
    if token.xpos == "VBG":
        linked = candidate.frame == "ccomp" or before in _LINKS
        return linked and token.relation in ("advcl", "acl", "parataxis", "conj") and first == candidate.head
    return before in _LINKS and token.xpos in ("VBD", "VBN", "VBZ")


def _left_edge(sentence: Sentence, candidate: Candidate) -> int:
    edge = candidate.cue[0]
    while edge > 0 and sentence[edge - 1].text.lower() in _LINKS:
        edge -= 1
    return edge
