"""Passives without an agent: "it was announced that", "is said to be"."""

from quotes.document import Sentence
from quotes.model import Span

# What a message shows of a passive is no longer than this many characters: a longer one has more than "it was
# announced".
MAX_PASSIVE = 40
# With these the writer speaks: "it should be noted that".
MODALS = frozenset({"should", "must", "can", "could", "may", "might", "will", "would", "shall"})


def has_agent_or_modal(sentence: Sentence, verb: int) -> bool:
    """True when a passive says by whom, or is a demand or guess of the writer."""
    if any(sentence[aux].lemma.casefold() in MODALS for aux in sentence.children(verb, "aux")):
        return True
    return any(
        sentence[child].deprel == "obl:agent"
        or any(sentence[case].text.casefold() == "by" for case in sentence.children(child, "case"))
        for child in sentence.children(verb, "obl")
    )


def show_passive(sentence: Sentence, verb: int, *, limit: int = MAX_PASSIVE) -> Span:
    """The words of a passive from its subject to the verb, or as much of them as fits into `limit`."""
    helpers = sentence.children(verb, "aux", "expl")
    subject = [i for child in sentence.children(verb, "nsubj") for i in sentence.subtree(child)]
    words = sentence[verb].span
    for parts in ((*helpers, *subject), helpers, ()):
        first = min((*parts, verb))
        words = sentence.span_of(first, verb)
        if len(words) <= limit:
            break
    return words
