"""Scores of who said it: attributions with resolved speakers against hand-made gold.

found            required gold that an output is matched with (see `quotes.evaluate.spans`). Optional gold
                 takes part in the matching and counts neither way.
precision        share of the output that is matched with any gold, required or optional
speaker right    of the found ones with a speaker: the names are the gold's; also by form of the source
nobody right     of the found ones without a speaker: the output also names nobody
end to end       content and speaker both right: what the reader of a speaker's page gets
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quotes.evaluate.matching import TokenizedText, TokenRow, agree, match_rows, tokenize_rows
from quotes.evaluate.names import are_same_speakers, fold_name
from quotes.evaluate.rows import GoldArticle, Row
from quotes.model import MentionForm

_PRONOUN = re.compile(r"(?i)(he|she|they|we|i|it|him|her|them|who|his|their|its|our|my)\b.{0,6}$")
_MIN_TELLING = 3  # characters: shorter words of a name are particles and initials

FORMS = (MentionForm.NAME, MentionForm.PRONOUN, MentionForm.NOMINAL, MentionForm.EMPTY)


@dataclass(frozen=True, slots=True)
class Miss:
    """A found attribution whose speaker is wrong."""

    doc: str
    form: MentionForm
    gold: tuple[str, ...]
    output: tuple[str, ...]
    content: str

    def __str__(self) -> str:
        return (
            f"{self.doc}: [{self.form.value}] gold {'; '.join(self.gold)!r}, "
            f"output {'; '.join(self.output)!r}: {self.content[:70]!r}"
        )


@dataclass(frozen=True, slots=True)
class SpeakerScores:
    """Scores of speakers over some articles. `by_form` has (share right, number) by form of the source."""

    required: int
    found: float
    precision: float
    source_right: float
    speaker_right: float
    by_form: Mapping[MentionForm, tuple[float, int]]
    nobody_right: float
    nobody: int
    end_to_end_precision: float
    end_to_end_recall: float
    misses: tuple[Miss, ...] = field(default=(), repr=False)

    @property
    def end_to_end_f1(self) -> float:
        """Harmonic mean of precision and recall, end to end."""
        precision, recall = self.end_to_end_precision, self.end_to_end_recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def figures(self) -> dict[str, float]:
        """Every figure by name, for floors."""
        return {
            "found": self.found,
            "precision": self.precision,
            "source right": self.source_right,
            "speaker right": self.speaker_right,
            **{f"speaker right, {form.value}": share for form, (share, _) in self.by_form.items()},
            "nobody right": self.nobody_right,
            "end to end p": self.end_to_end_precision,
            "end to end r": self.end_to_end_recall,
            "end to end f1": self.end_to_end_f1,
        }

    def table(self, title: str) -> str:
        """Plain text for people, in per cent."""
        counts = {f"speaker right, {form.value}": number for form, (_, number) in self.by_form.items()}
        counts["nobody right"] = self.nobody
        lines = [f"{title}: {self.required} required attributions"]
        for name, share in self.figures().items():
            number = f"  of {counts[name]}" if name in counts else ""
            shown = f"{100 * share:6.1f}" if counts.get(name, 1) else f"{'-':>6}"  # nothing to be right about
            lines.append(f"  {name:<24}{shown}{number}")
        return "\n".join(lines)


def evaluate_speakers(gold: Mapping[str, GoldArticle], output: Mapping[str, Sequence[Row]]) -> SpeakerScores:
    """Score who said it. An article without output counts as one in which nothing was found.

    gold    articles by name
    output  attributions with speakers by name of the article; names that are not in the gold do not count

    Raises DataError for a span beyond its text.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    misses: list[Miss] = []
    for doc, article in gold.items():
        text = TokenizedText(article.text)
        wanted = [row for row in tokenize_rows(text, article.rows) if row.content]
        found = [row for row in tokenize_rows(text, output.get(doc, ())) if row.content]
        pairs = match_rows(wanted, found)
        counts["output",] += len(found)
        counts["matched",] += len(pairs)
        counts["named",] += sum(bool(row.row.speakers) for row in found)
        by_gold = {g: found[o] for g, o in pairs}
        for index, row in enumerate(wanted):
            miss = _count_row(counts, article.text, row, by_gold.get(index))
            if miss is not None:
                misses.append(Miss(doc, *miss))
    return _summarize(counts, tuple(misses))


def form_of(text: str, row: Row) -> MentionForm:
    """How the source of some gold names its speakers: by a part of the name, a pronoun, or otherwise."""
    source = " ".join(span.text(text) for span in row.source).strip()
    if not source:
        return MentionForm.EMPTY
    if _PRONOUN.match(source):
        return MentionForm.PRONOUN
    telling = {word for name in row.speakers for word in fold_name(name) if len(word) >= _MIN_TELLING}
    return MentionForm.NAME if telling & set(fold_name(source)) else MentionForm.NOMINAL


def _count_row(
    counts: Counter[tuple[str, ...]], text: str, wanted: TokenRow, found: TokenRow | None
) -> tuple[MentionForm, tuple[str, ...], tuple[str, ...], str] | None:
    """Count one gold attribution and what it is matched with; what a Miss needs when the speaker is wrong."""
    speakers = wanted.row.speakers
    said = found.row.speakers if found else ()
    if not wanted.row.required:
        counts["optional named",] += bool(said)
        return None
    counts["required",] += 1
    counts["required named",] += bool(speakers)
    if found is None:
        return None
    counts["found",] += 1
    counts["source right",] += agree(wanted.source, found.source)
    if not speakers:
        counts["nobody",] += 1
        counts["nobody right",] += not said
        return None
    form = form_of(text, wanted.row)
    right = are_same_speakers(speakers, said)
    for key in (("speaker",), ("speaker", form)):
        counts[key] += 1
        counts[(*key, "right")] += right
    return None if right else (form, speakers, said, wanted.row.content[0].text(text))


def _summarize(counts: Counter[tuple[str, ...]], misses: tuple[Miss, ...]) -> SpeakerScores:
    def share(part: tuple[str, ...], whole: tuple[str, ...]) -> float:
        return counts[part] / counts[whole] if counts[whole] else 0.0

    # Output that is matched with optional gold counts neither way.
    counts["counted named",] = counts["named",] - counts["optional named",]
    return SpeakerScores(
        required=counts["required",],
        found=share(("found",), ("required",)),
        precision=share(("matched",), ("output",)),
        source_right=share(("source right",), ("found",)),
        speaker_right=share(("speaker", "right"), ("speaker",)),
        by_form={
            form: (share(("speaker", form, "right"), ("speaker", form)), counts["speaker", form])
            for form in FORMS
        },
        nobody_right=share(("nobody right",), ("nobody",)),
        nobody=counts["nobody",],
        end_to_end_precision=share(("speaker", "right"), ("counted named",)),
        end_to_end_recall=share(("speaker", "right"), ("required named",)),
        misses=misses,
    )
