"""Learns the scorer of candidates from annotated articles, and what its scores are worth.

    python -m quotes.training.scorer TRAIN_DIR DEV_DIR [--parses DIR DIR] [--out quotes/lexicon]

Both folders are in the layout of PolNeAR (Newell, Margolin, Ruths 2018). A logistic regression learns, over
every candidate of TRAIN_DIR, whether the annotators have that attribution: content shared by half, sources
and cues that overlap. What the lexicon says of a candidate comes from counts over the other folds, as for
articles that it never saw. DEV_DIR gives the confidence: the share of right attributions by rule and score.
The lexicon in the package must have been learnt from TRAIN_DIR before (`quotes.training.lexicon`).
Needs numpy, which comes with torch. The same articles give the same tables.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from quotes.document import Document
from quotes.evaluate.matching import TokenizedText, Tokens, agree, match_rows, tokenize_rows
from quotes.evaluate.rows import Row
from quotes.extract.combine import remove_spans
from quotes.extract.features import LEXICON, LEXICON_SCALE, Features, Surroundings, features_of
from quotes.extract.indirect import draft_candidate, weigh_candidates
from quotes.extract.lexicon import Lexicon, make_lexicon
from quotes.extract.reading import Reading
from quotes.extract.rules import RuleExtractor
from quotes.extract.scorer import SCORED, Calibration, Scorer, smooth_share
from quotes.model import Attribution
from quotes.training.lbfgs import minimize
from quotes.training.lexicon import GoldRow, count_uses, iterate_training, sum_uses

Floats = npt.NDArray[np.float64]

FOLDS = 5
# A feature of fewer candidates teaches nothing that holds elsewhere.
MIN_FEATURE = 4
# Penalty on the squares of the weights (cross-validated over 3, 10, 20, 40 on PolNeAR train).
PENALTY = 20.0
# Weights nearer to zero than this are left out of the table.
MIN_WEIGHT = 0.02
# The share of the lexicon's own odds in the score. The weights know PolNeAR's taste better; the lexicon, with
# its rows by hand, travels better: 0.3 keeps what is found in the articles of the fixtures.
LEXICON_TRUST = 0.3
# Scored attributions are pooled into this many steps of equal size before they are made to rise.
STEPS = 12


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate: its features, whether it is right, and the cue (sentence, token) it competes for."""

    features: Features
    right: bool
    cue: tuple[int, int]


# ------------------------------------------------------------------ what to learn from
def make_examples(doc: Document, gold: Sequence[GoldRow], lexicon: Lexicon) -> Iterator[Example]:
    """Every candidate of one article with what the annotators say of it."""
    text = TokenizedText(doc.text)
    wanted = [(text.tokens(g.source), text.tokens(g.cue), text.tokens(g.content)) for g in gold]
    reading = Reading(doc, lexicon)
    weighed = weigh_candidates(reading, lexicon)
    around = Surroundings(reading, weighed)
    for candidate, chance in weighed:
        draft = draft_candidate(candidate, reading)
        if not draft.content:
            continue
        source = remove_spans(draft.source, draft.cue)
        content = remove_spans(draft.content, (*draft.cue, *source)) or draft.content
        found = (text.tokens(source), text.tokens(draft.cue), text.tokens(content))
        yield Example(
            features_of(candidate, chance, around),
            any(_is_right(found, row) for row in wanted),
            (candidate.sentence, candidate.head),
        )


def _is_right(found: tuple[Tokens, Tokens, Tokens], gold: tuple[Tokens, Tokens, Tokens]) -> bool:
    shared = len(found[2] & gold[2])
    if not shared or 2 * shared < max(len(found[2]), len(gold[2])):
        return False
    return agree(found[0], gold[0]) and bool(found[1] & gold[1])


def learn_lexicons(articles: Sequence[tuple[Document, list[GoldRow]]]) -> list[Lexicon]:
    """For each fold the lexicon of the other folds; article n is in fold n modulo FOLDS."""
    uses = [list(count_uses(doc, gold)) for doc, gold in articles]
    lexicons = []
    for fold in range(FOLDS):
        tables = sum_uses(pair for n, pairs in enumerate(uses) if n % FOLDS != fold for pair in pairs)
        words, contexts = (
            {key: (float(cue), float(total)) for key, (cue, total) in tables[name].items()}
            for name in ("cues.tsv", "contexts.tsv")
        )
        lexicons.append(make_lexicon(words, contexts))
    return lexicons


# ------------------------------------------------------------------ learning
class _Matrix:
    """Examples as rows of a sparse matrix."""

    def __init__(self, examples: Iterable[Example], columns: dict[str, int]) -> None:
        index: list[int] = []
        size: list[float] = []
        ends: list[int] = [0]
        right: list[bool] = []
        for example in examples:
            for name, value in example.features.items():
                if name in columns:
                    index.append(columns[name])
                    size.append(value)
            ends.append(len(index))
            right.append(example.right)
        self.index = np.array(index, dtype=np.int64)
        self.size = np.array(size)
        self.row = np.repeat(np.arange(len(right)), np.diff(ends))
        self.right = np.array(right, dtype=np.float64)

    def loss(self, weights: Floats, penalty: float) -> tuple[float, Floats]:
        """Penalized negative log likelihood and its gradient."""
        total = np.bincount(self.row, weights=weights[self.index] * self.size, minlength=len(self.right))
        loss = float(np.sum(np.logaddexp(0, total) - self.right * total))
        error = 1 / (1 + np.exp(-total)) - self.right
        slope = np.bincount(self.index, weights=error[self.row] * self.size, minlength=len(weights))
        return loss + penalty / 2 * float(weights @ weights), slope + penalty * weights


def fit(examples: Sequence[Example], *, penalty: float = PENALTY) -> Scorer:
    """Weights of a logistic regression with squared penalty, small ones left out."""
    seen = Counter(name for example in examples for name in example.features)
    names = sorted(name for name, times in seen.items() if times >= MIN_FEATURE)
    matrix = _Matrix(examples, {name: n for n, name in enumerate(names)})
    weights = minimize(lambda w: matrix.loss(w, penalty), np.zeros(len(names)))
    return Scorer(
        {n: round(float(w), 3) for n, w in zip(names, weights, strict=True) if abs(w) >= MIN_WEIGHT}
    )


def blend(scorer: Scorer) -> Scorer:
    """The scorer with LEXICON_TRUST of the lexicon's own odds mixed in."""
    weights = {name: (1 - LEXICON_TRUST) * weight for name, weight in scorer.weights.items()}
    weights[LEXICON] = weights.get(LEXICON, 0.0) + LEXICON_TRUST * LEXICON_SCALE
    return Scorer({name: round(weight, 3) for name, weight in weights.items()})


def choose_per_cue(examples: Sequence[Example], scorer: Scorer) -> list[tuple[float, bool]]:
    """(score, right) of the best candidate of each cue of one article."""
    best: dict[tuple[int, int], tuple[float, bool]] = {}
    for example in examples:
        pair = (scorer.score(example.features), example.right)
        best[example.cue] = max(best.get(example.cue, pair), pair, key=lambda p: p[0])
    return list(best.values())


def best_f1(pairs: Iterable[tuple[float, bool]], total: int) -> tuple[float, float]:
    """Best F1 over all thresholds, and the threshold."""
    best, right = (0.0, 1.0), 0
    for number, (score, good) in enumerate(sorted(pairs, reverse=True), start=1):
        right += good
        best = max(best, (2 * right / (number + total), score))
    return best


def cross_validate(examples: Sequence[Sequence[Example]], *, penalty: float) -> tuple[float, float]:
    """Best F1 and its threshold over articles that each fold's weights never saw."""
    pairs: list[tuple[float, bool]] = []
    total = 0
    for fold in range(FOLDS):
        scorer = fit(
            [e for n, rows in enumerate(examples) if n % FOLDS != fold for e in rows], penalty=penalty
        )
        for rows in examples[fold::FOLDS]:
            pairs += choose_per_cue(rows, scorer)
            total += len({example.cue for example in rows if example.right})
    return best_f1(pairs, total)


# ------------------------------------------------------------------ what scores are worth
def judge(
    articles: Iterable[tuple[Document, list[GoldRow]]], extractor: RuleExtractor
) -> Iterator[tuple[Attribution, bool]]:
    """Every attribution found, and whether source, cue and content are right."""
    for doc, gold in articles:
        text = TokenizedText(doc.text)
        wanted = tokenize_rows(text, (Row(g.source, g.cue, g.content) for g in gold))
        attributions = extractor.extract(doc)
        found = tokenize_rows(text, (Row(a.source, a.cue, a.content) for a in attributions))
        right = {
            o
            for g, o in match_rows(wanted, found)
            if agree(wanted[g].source, found[o].source) and agree(wanted[g].cue, found[o].cue)
        }
        yield from ((attribution, o in right) for o, attribution in enumerate(attributions))


def pool(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, int, int]]:
    """Steps (mean score, right, all) whose shares rise: equal parts, neighbours that fall are joined."""
    ordered = sorted(pairs)
    steps: list[tuple[float, int, int]] = []
    for n in range(STEPS):
        part = ordered[n * len(ordered) // STEPS : (n + 1) * len(ordered) // STEPS]
        if not part:
            continue
        step = (sum(s for s, _ in part) / len(part), sum(good for _, good in part), len(part))
        while steps and smooth_share(*steps[-1][1:]) >= smooth_share(*step[1:]):
            score, right, total = steps.pop()
            joined = total + step[2]
            step = ((score * total + step[0] * step[2]) / joined, right + step[1], joined)
        steps.append(step)
    return steps


def calibrate(
    articles: Sequence[tuple[Document, list[GoldRow]]], scorer: Scorer
) -> list[tuple[str, float, int, int]]:
    """Rows of `confidence.tsv`: (rule or SCORED, score from which, right, all)."""
    # Shares that give each score back: what the extractor then calls confidence is the score.
    identity = Calibration(((0.0, 0.0), (1.0, 1.0)), {})
    scored: list[tuple[float, bool]] = []
    rules: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for attribution, good in judge(articles, RuleExtractor(scorer=scorer, calibration=identity)):
        if attribution.confidence is not None:
            scored.append((attribution.confidence, good))
        else:
            rules[attribution.rule][0] += good
            rules[attribution.rule][1] += 1
    return [
        *((SCORED, score, right, total) for score, right, total in pool(scored)),
        *((rule, 0.0, right, total) for rule, (right, total) in sorted(rules.items())),
    ]


# ------------------------------------------------------------------ tables
def write_scorer(scorer: Scorer, out: Path) -> None:
    """Write the weights, largest first."""
    with (out / "scorer.tsv").open("w", encoding="utf-8") as file:
        file.write("# Weights learnt from PolNeAR 1.0, train (Newell, Margolin, Ruths 2018).\n")
        file.write("# Made by python -m quotes.training.scorer; weights of words, no text of the corpus.\n")
        file.write("# feature, weight\n")
        for name, weight in sorted(scorer.weights.items(), key=lambda item: (-abs(item[1]), item[0])):
            file.write(f"{name}\t{weight:g}\n")


def write_calibration(rows: Iterable[tuple[str, float, int, int]], out: Path) -> None:
    """Write what each rule and score was worth."""
    with (out / "confidence.tsv").open("w", encoding="utf-8") as file:
        file.write("# Counted on PolNeAR 1.0, dev (Newell, Margolin, Ruths 2018).\n")
        file.write("# Made by python -m quotes.training.scorer.\n")
        file.write(
            "# rule, mean score, attributions with source, cue and content right, attributions in all\n"
        )
        for rule, score, right, total in rows:
            file.write(f"{rule}\t{score:.3f}\t{right}\t{total}\n")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train_dir", type=Path)
    parser.add_argument("dev_dir", type=Path)
    parser.add_argument(
        "--parses", type=Path, nargs=2, help="folders with parsed articles (default: parse them)"
    )
    parser.add_argument(
        "--penalties", type=float, nargs="*", default=[], help="cross-validate these on train"
    )
    parser.add_argument("--out", type=Path, default=Path("quotes/lexicon"), help="folder for the tables")
    args = parser.parse_args()
    train_parses, dev_parses = args.parses or (None, None)
    train = list(iterate_training(args.train_dir, train_parses))
    lexicons = learn_lexicons(train)
    examples = [list(make_examples(doc, gold, lexicons[n % FOLDS])) for n, (doc, gold) in enumerate(train)]
    for penalty in args.penalties:
        f1, threshold = cross_validate(examples, penalty=penalty)
        print(f"penalty {penalty:g}: F1 {100 * f1:.1f} at {threshold:.2f} on held-out folds", flush=True)  # noqa: T201
    scorer = blend(fit([example for rows in examples for example in rows]))
    write_scorer(scorer, args.out)
    rows = calibrate(list(iterate_training(args.dev_dir, dev_parses)), scorer)
    write_calibration(rows, args.out)
    print(f"{len(scorer.weights)} weights; confidence by rule: score, right, all, share")  # noqa: T201
    for rule, score, right, total in rows:
        print(f"  {rule:<28}{score:6.3f}{right:6}{total:6}{right / total:8.3f}")  # noqa: T201


if __name__ == "__main__":
    main()
