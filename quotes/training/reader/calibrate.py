"""What network and rules are worth together: the regression behind the learned extractor's confidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotes.document import Document
from quotes.evaluate import Row
from quotes.evaluate.matching import TokenizedText, agree, match_rows, tokenize_rows
from quotes.extract.combine import QuotedText
from quotes.extract.learned import CONFIDENCE
from quotes.extract.learned.confidence import ALWAYS
from quotes.extract.learned.merge import Merged, merge
from quotes.extract.learned.reader import Reader
from quotes.extract.reading import Reading
from quotes.extract.rules import RuleExtractor
from quotes.extract.scorer import Scorer
from quotes.training.scorer import Example, fit

# Penalty on the squares of the weights: there are two dozen of them and some thousand candidates.
PENALTY = 1.0
# Parts of the articles: what the table of reliability says of one was learned from the others.
FOLDS = 5
# Bins of the table of reliability.
BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate of an article (its number), and whether source, cue and content are right."""

    article: int
    candidate: Merged
    right: bool


def judge(
    articles: Iterable[tuple[Document, Sequence[Row]]], reader: Reader, rules: RuleExtractor
) -> Iterator[Judged]:
    """Every candidate of some articles with their gold."""
    for number, (doc, gold) in enumerate(articles):
        quoted = QuotedText(doc.text, Reading(doc).outer)
        candidates = list(merge(doc, rules.extract(doc), reader.read(doc), quoted))
        text = TokenizedText(doc.text)
        wanted = tokenize_rows(text, gold)
        found = tokenize_rows(text, (Row(c.source, c.cue, c.content) for c in candidates))
        right = {
            o
            for g, o in match_rows(wanted, found)
            if agree(wanted[g].source, found[o].source) and agree(wanted[g].cue, found[o].cue)
        }
        for o, candidate in enumerate(candidates):
            yield Judged(number, candidate, o in right)


def learn_confidence(judged: Sequence[Judged]) -> Scorer:
    """The regression."""
    return fit(
        [Example({ALWAYS: 1.0, **one.candidate.features}, one.right, (0, 0)) for one in judged],
        penalty=PENALTY,
    )


def tabulate_reliability(judged: Sequence[Judged]) -> list[tuple[float, float, int]]:
    """By tenth of confidence: mean confidence, share that is right, candidates; each fold by the others."""
    bins: Mapping[int, list[tuple[float, bool]]] = {n: [] for n in range(BINS)}
    for fold in range(FOLDS):
        scorer = learn_confidence([one for one in judged if one.article % FOLDS != fold])
        for one in judged:
            if one.article % FOLDS == fold:
                sure = scorer.score({ALWAYS: 1.0, **one.candidate.features})
                bins[min(BINS - 1, int(sure * BINS))].append((sure, one.right))
    return [
        (sum(s for s, _ in rows) / len(rows), sum(right for _, right in rows) / len(rows), len(rows))
        for rows in bins.values()
        if rows
    ]


def write_confidence(scorer: Scorer, folder: Path) -> None:
    """Write the weights, largest first."""
    with (folder / CONFIDENCE).open("w", encoding="utf-8") as file:
        file.write("# Learned on PolNeAR 1.0, dev (Newell, Margolin, Ruths 2018).\n")
        file.write("# Made by python -m quotes.training.reader.\n# feature, weight\n")
        for name, weight in sorted(scorer.weights.items(), key=lambda item: (-abs(item[1]), item[0])):
            file.write(f"{name}\t{weight:.4f}\n")
