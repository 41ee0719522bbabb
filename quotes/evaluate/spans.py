"""Scores of spans, in the measures of the literature on quotation attribution.

exact    a span of a role is right when its words are those of a span of that role in the gold
soft     partial credit (Pareti 2015): the mean share of each span that the best one on the other side covers;
         of each role over distinct spans, so that a source which two attributions share counts once
match    gold and output paired one to one when their contents share half of the tokens of either
+source  a matched pair whose sources overlap, or are both empty
full     a matched pair of which the same holds for the cues too
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotes.evaluate.matching import TokenizedText, TokenRow, Tokens, agree, match_rows, tokenize_rows
from quotes.evaluate.rows import GoldArticle, Row
from quotes.model import Kind

Counts = dict[tuple[str, ...], float]

ROLES = ("source", "cue", "content")
MEASURES = ("match", "+source", "full")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, each 0 where there is nothing to divide by."""

    precision: float
    recall: float
    output: int
    gold: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class KindScores:
    """Recall of the gold of one kind of content.

    recalls   by "source exact", ..., "content soft", "match", "+source", "full"
    attribution_accuracy  share of the matched ones whose source is right
    """

    gold: int
    output: int
    recalls: Mapping[str, float]
    attribution_accuracy: float


@dataclass(frozen=True, slots=True)
class SpanScores:
    """Scores of spans over some articles.

    scores  by "source exact", "source soft", ..., "match", "+source", "full"
    kinds   by "direct", "mixed", "indirect", "direct+mixed"
    """

    articles: int
    gold: int
    output: int
    scores: Mapping[str, Score]
    kinds: Mapping[str, KindScores]

    def figures(self) -> dict[str, float]:
        """Every figure by a name such as "full f1" or "direct match", for floors."""
        found: dict[str, float] = {}
        for name, score in self.scores.items():
            found |= {f"{name} p": score.precision, f"{name} r": score.recall, f"{name} f1": score.f1}
        for kind, row in self.kinds.items():
            found |= {f"{kind} {name}": recall for name, recall in row.recalls.items()}
            found[f"{kind} attribution accuracy"] = row.attribution_accuracy
        return found

    def table(self, title: str) -> str:
        """Plain text for people, in per cent."""
        lines = [
            f"{title}: {self.articles} articles, {self.gold} gold, {self.output} output",
            _line("", "P", "R", "F1", "output", "gold"),
        ]
        for name, score in self.scores.items():
            lines.append(_line(name, score.precision, score.recall, score.f1, score.output, score.gold))
        kinds = {name: row for name, row in self.kinds.items() if row.gold}
        lines += ["  Recall by kind of gold content", _line("", *kinds)]
        lines.append(_line("gold", *(row.gold for row in kinds.values())))
        lines.append(_line("output of the kind", *(row.output for row in kinds.values())))
        for name in self.scores:
            lines.append(_line(name, *(row.recalls[name] for row in kinds.values())))
        lines.append(_line("attribution accuracy", *(row.attribution_accuracy for row in kinds.values())))
        return "\n".join(lines)


def evaluate_spans(
    gold: Mapping[str, GoldArticle], output: Mapping[str, Sequence[Row]], *, quotes_only: bool = False
) -> SpanScores:
    """Score the spans of some output. An article without output counts as one in which nothing was found.

    gold         articles by name
    output       attributions by name of the article; names that are not in the gold do not count
    quotes_only  leave out indirect contents on both sides

    Raises DataError for a span beyond its text.
    """
    counts: Counts = defaultdict(float)
    for doc, article in gold.items():
        text = TokenizedText(article.text)
        wanted = tokenize_rows(text, article.rows)
        found = tokenize_rows(text, output.get(doc, ()))
        if quotes_only:
            wanted = [row for row in wanted if row.kind is not Kind.INDIRECT]
            found = [row for row in found if row.kind is not Kind.INDIRECT]
        _count_roles(counts, text, wanted, found)
        _count_pairs(counts, wanted, found)
    return _summarize(counts, len(gold))


# How counts are kept: ("gold" or "output", kind), (role, "gold", kind), (role, "output"),
# (role, "exact" or "soft", "r", kind), (role, "exact" or "soft", "p"), (measure, kind).
# A kind is a Kind or ALL.
def _count_roles(
    counts: Counts, text: TokenizedText, wanted: Sequence[TokenRow], found: Sequence[TokenRow]
) -> None:
    for role in ROLES:
        there = {row.role(role) for row in found} - {frozenset()}
        there_words = {text.words(tokens) for tokens in there}
        sought = {row.role(role) for row in wanted} - {frozenset()}
        sought_words = {text.words(tokens) for tokens in sought}
        counts[role, "output"] += len(there)
        counts[role, "exact", "p"] += sum(text.words(tokens) in sought_words for tokens in there)
        counts[role, "soft", "p"] += sum(_best_share(tokens, sought) for tokens in there)
        for kind in (ALL, *Kind):
            some = {row.role(role) for row in wanted if kind in (ALL, row.kind)} - {frozenset()}
            counts[role, "gold", kind] += len(some)
            counts[role, "exact", "r", kind] += sum(text.words(tokens) in there_words for tokens in some)
            counts[role, "soft", "r", kind] += sum(_best_share(tokens, there) for tokens in some)


def _count_pairs(counts: Counts, wanted: Sequence[TokenRow], found: Sequence[TokenRow]) -> None:
    for side, rows in (("gold", wanted), ("output", found)):
        counts[side, ALL] += len(rows)
        for row in rows:
            counts[side, row.kind] += 1
    for g, o in match_rows(wanted, found):
        source = agree(wanted[g].source, found[o].source)
        cue = agree(wanted[g].cue, found[o].cue)
        for kind in (ALL, wanted[g].kind):
            counts["match", kind] += 1
            counts["+source", kind] += source
            counts["full", kind] += source and cue


def _best_share(tokens: Tokens, others: set[Tokens]) -> float:
    """Largest share of some tokens that one of the others covers."""
    return max((len(tokens & other) for other in others), default=0) / len(tokens)


def _divide(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _summarize(counts: Counts, articles: int) -> SpanScores:
    scores = {}
    for role in ROLES:
        output, gold = counts[role, "output"], counts[role, "gold", ALL]
        for how in ("exact", "soft"):
            precision = _divide(counts[role, how, "p"], output)
            recall = _divide(counts[role, how, "r", ALL], gold)
            scores[f"{role} {how}"] = Score(precision, recall, int(output), int(gold))
    output, gold = counts["output", ALL], counts["gold", ALL]
    for measure in MEASURES:
        right = counts[measure, ALL]
        scores[measure] = Score(_divide(right, output), _divide(right, gold), int(output), int(gold))
    kinds = {
        kind.value: _summarize_kinds(counts, (kind,)) for kind in (Kind.DIRECT, Kind.MIXED, Kind.INDIRECT)
    }
    kinds["direct+mixed"] = _summarize_kinds(counts, (Kind.DIRECT, Kind.MIXED))
    return SpanScores(articles, int(gold), int(output), scores, kinds)


def _summarize_kinds(counts: Counts, kinds: Sequence[Kind]) -> KindScores:
    def total(*key: str) -> float:
        return sum(counts[(*key, kind)] for kind in kinds)

    gold = int(total("gold"))
    recalls = {
        f"{role} {how}": _divide(total(role, how, "r"), total(role, "gold"))
        for role in ROLES
        for how in ("exact", "soft")
    }
    recalls |= {measure: _divide(total(measure), gold) for measure in MEASURES}
    return KindScores(gold, int(total("output")), recalls, _divide(total("+source"), total("match")))


def _line(name: str, *cells: float | str) -> str:
    shown = (f"{100 * cell:.1f}" if isinstance(cell, float) else str(cell) for cell in cells)
    return f"  {name:<22}" + "".join(f"{cell:>14}" for cell in shown)
