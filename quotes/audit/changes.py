"""What became of the quotations of an article in a newer version of it. Pure.

Statements of both versions are paired by their words: the same words first, then words that are much alike.
What is left has been taken out or added, unless the other version has the words all the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from quotes.alike import fold_words, split_words
from quotes.audit.wording import list_edits, shorten, shorten_both
from quotes.model import Evidence, Flag, FlagKind, Kind, Outcome, Polarity, Severity, Span

# How much alike (share of words, 0 to 1) two statements must be to be one that was altered: with the same
# speaker, and with another one.
ALIKE = 0.5
ALIKE_OTHER_SPEAKER = 0.75

# Words that two such statements must share at least: below, every two statements are alike.
SHARED_WORDS = 3

# How much alike two lines must be to be one line that was edited, to show where a quotation stood.
LIKE_LINE = 0.4

UNNAMED = frozenset({Outcome.ANONYMOUS, Outcome.GROUP, Outcome.NONE})


@dataclass(frozen=True)
class Statement:
    """One attribution of a version, as far as it is compared.

    speakers  (number, name) of each known speaker
    content   its spans, and their words
    extent    from the first to the last character of all its parts
    """

    source: str
    speakers: tuple[tuple[int, str], ...]
    outcome: Outcome
    kind: Kind
    polarity: Polarity
    spans: tuple[Span, ...]
    content: str
    extent: Span

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Folded words of the content."""
        return fold_words(self.content)

    @property
    def who(self) -> str:
        """Whose words they are, for a message."""
        return " and ".join(name for _, name in self.speakers) or (f"“{self.source}”" if self.source else "")


@dataclass(frozen=True)
class Version:
    """One version of an article: its text, its statements in their order, its headline."""

    text: str
    statements: tuple[Statement, ...]
    headline: Span | None = None

    @cached_property
    def stream(self) -> str:
        """All words of the text, parted by blanks."""
        return _join(fold_words(self.text))

    @cached_property
    def said(self) -> str:
        """The words of all statements, one after another."""
        return _join([word for statement in self.statements for word in statement.words])


@dataclass(frozen=True, slots=True)
class Change:
    """A doubt about the newer version, and the statement of the earlier one that raises it.

    `flag.attribution` is a position among the newer statements, `earlier` one among the earlier ones.
    """

    flag: Flag
    earlier: int | None


def find_changes(earlier: Version, newer: Version) -> tuple[Change, ...]:
    """Every quotation that was altered, taken out, added or given to another speaker, worst first."""
    pairs = _pair_statements(earlier.statements, newer.statements)
    old = {index for index, _ in pairs}
    new = {index for _, index in pairs}
    changes = [change for pair in pairs for change in _compare(earlier, newer, *pair)]
    for index, statement in enumerate(earlier.statements):
        if index not in old and (found := _tell_removed(earlier, newer, statement)):
            changes.append(Change(found, index))
    for index, statement in enumerate(newer.statements):
        if index not in new and (found := _tell_added(earlier, statement, index)):
            changes.append(Change(found, None))
    return tuple(sorted(changes, key=lambda change: (change.flag.severity.rank, change.flag.spans[0].start)))


def _join(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


# ------------------------------------------------------------------ pairing
def _pair_statements(earlier: Sequence[Statement], newer: Sequence[Statement]) -> list[tuple[int, int]]:
    """Pairs (earlier, newer) of statements that are one: the same words first, then much the same."""
    pairs: list[tuple[int, int]] = []
    left, right = list(range(len(earlier))), list(range(len(newer)))
    for by_speaker in (True, False):
        for b in list(right):
            for a in left:
                same = earlier[a].words == newer[b].words and earlier[a].words
                if same and (not by_speaker or _share_speaker(earlier[a], newer[b])):
                    pairs.append((a, b))
                    left.remove(a)
                    right.remove(b)
                    break
    scored = []
    for a in left:
        for b in right:
            score = _liken(earlier[a], newer[b])
            if score:
                scored.append((-score, abs(a - b), a, b))
    for _, _, a, b in sorted(scored):
        if a in left and b in right:
            pairs.append((a, b))
            left.remove(a)
            right.remove(b)
    return sorted(pairs)


def _liken(one: Statement, other: Statement) -> float:
    """How much alike the words of two statements are; 0 where they are none that was altered."""
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    same = _share_speaker(one, other) or (one.source and one.source == other.source)
    score = matcher.ratio()
    if score < (ALIKE if same else ALIKE_OTHER_SPEAKER):
        return 0.0
    return score if sum(block.size for block in matcher.get_matching_blocks()) >= SHARED_WORDS else 0.0


def _share_speaker(one: Statement, other: Statement) -> bool:
    ids = {id for id, _ in one.speakers} & {id for id, _ in other.speakers}
    return bool(ids or {name for _, name in one.speakers} & {name for _, name in other.speakers})


# ------------------------------------------------------------------ telling
@dataclass(frozen=True, slots=True)
class _Difference:
    """One thing that differs in a statement: how grave, in a sentence, by which rule."""

    severity: Severity
    message: str
    rule: str


def _compare(earlier: Version, newer: Version, a: int, b: int) -> Iterator[Change]:
    """One flag for all that differs in one statement of two versions."""
    one, other = earlier.statements[a], newer.statements[b]
    found = [
        difference
        for difference in (
            _tell_other_speaker(earlier, newer, one, other),
            _tell_denial(one, other),
            _tell_other_words(earlier, newer, one, other),
        )
        if difference
    ]
    if not found:
        return
    worst = min(found, key=lambda difference: difference.severity.rank)
    evidence = (
        Evidence(worst.rule, f"the earlier version: {_cite(one)}"),
        *(Evidence(each.rule, f"this version: {_tell_whose(other)}", other.spans) for each in found),
    )
    suggestions = tuple(name for _, name in one.speakers) if worst.rule == "speaker-changed" else ()
    message = " ".join(each.message for each in found)
    flag = Flag(
        FlagKind.CHANGED_ARTICLE, worst.severity, message, other.spans, evidence, suggestions, attribution=b
    )
    yield Change(flag, a)


def _tell_denial(one: Statement, other: Statement) -> _Difference | None:
    if one.polarity is other.polarity:
        return None
    said, here = ("not said", "said") if one.polarity is Polarity.NEGATIVE else ("said", "not said")
    message = (
        f"An earlier version reports that this was {said}, this one that it was {here}: "
        f"{shorten(other.content)}."
    )
    return _Difference(Severity.HIGH, message, "denial-changed")


def _tell_other_words(
    earlier: Version, newer: Version, one: Statement, other: Statement
) -> _Difference | None:
    """What became of the words themselves, or of their quotation marks."""
    if one.words != other.words:
        # Cut in two by a "he said", or put together: nothing was altered where all words are there still.
        if _join(other.words) in earlier.said and _join(one.words) in newer.said:
            return None
        edits = list_edits(one.content, other.content)
        whose = f"The words of {other.who}" if other.who else "These words"
        before, now = shorten_both(one.content, other.content)
        message = (
            f"{whose} were altered: an earlier version has {before}, this one {now}"
            f"{f' ({edits})' if edits else ''}."
        )
        severity = Severity.LOW if Kind.INDIRECT in (one.kind, other.kind) else Severity.MEDIUM
        return _Difference(severity, message, "words-altered")
    if {one.kind, other.kind} != {Kind.DIRECT, Kind.INDIRECT}:
        return None
    if other.kind is Kind.DIRECT:
        message = (
            f"An earlier version reports this without quotation marks, as its own wording: "
            f"{shorten(other.content)}."
        )
        return _Difference(Severity.MEDIUM, message, "marks-added")
    message = f"An earlier version had these words in quotation marks: {shorten(one.content)}."
    return _Difference(Severity.LOW, message, "marks-removed")


def _tell_other_speaker(
    earlier: Version, newer: Version, one: Statement, other: Statement
) -> _Difference | None:
    """What to say when the words are credited to somebody else now."""
    words = shorten(other.content)
    if one.speakers and other.speakers:
        if _share_speaker(one, other):
            return None
        as_before = one.extent.text(earlier.text) == other.extent.text(newer.text)
        how = f", by the text around it: the source is “{other.source}” in both" if as_before else ""
        message = f"Credited to {other.who} here, to {one.who} in an earlier version{how}: {words}."
        return _Difference(Severity.MEDIUM if as_before else Severity.HIGH, message, "speaker-changed")
    if one.source == other.source:
        return None
    if one.speakers and other.outcome in UNNAMED:
        here = f"credited to {other.who}" if other.who else "credited to nobody"
        message = f"An earlier version credits this to {one.who}; here it is {here}: {words}."
        return _Difference(Severity.MEDIUM, message, "speaker-unnamed")
    if other.speakers and one.outcome in UNNAMED:
        before = f"to {one.who}" if one.who else "to nobody"
        message = f"Credited to {other.who} here, {before} in an earlier version: {words}."
        return _Difference(Severity.MEDIUM, message, "speaker-named")
    return None


def _cite(statement: Statement) -> str:
    return f"{shorten(statement.content, limit=400)}, {_tell_whose(statement)}"


def _tell_whose(statement: Statement) -> str:
    return f"credited to {statement.who or 'nobody'} ({statement.kind.value})"


def _tell_removed(earlier: Version, newer: Version, one: Statement) -> Flag | None:
    """A flag when a statement of the earlier version is gone; at the place where it stood."""
    words = _join(one.words)
    if (
        not one.words
        or words in newer.said
        or _join(fold_words(one.extent.text(earlier.text))) in newer.stream
    ):
        return None  # only read otherwise: all of it stands there still
    place = _find_words(newer, one.words)
    whose = f"of {one.who} " if one.who else ""
    if place and len(one.words) >= SHARED_WORDS:
        message = (
            f"An earlier version gives this as the words of {one.who or 'somebody'}; here it stands in the "
            f"article’s own voice: {shorten(one.content)}."
        )
        rule = "source-removed"
    elif place:
        return None
    else:
        place = _find_gap(earlier, newer, one)
        message = f"A quotation {whose}that stands in an earlier version is gone: {shorten(one.content)}."
        rule = "quotation-removed"
    if place is None:
        return None
    severity = Severity.LOW if one.kind is Kind.INDIRECT else Severity.MEDIUM
    evidence = (
        Evidence(rule, f"the earlier version: {_cite(one)}"),
        Evidence(rule, "it stood here", (place,)),
    )
    return Flag(FlagKind.CHANGED_ARTICLE, severity, message, (place,), evidence)


def _tell_added(earlier: Version, statement: Statement, position: int) -> Flag | None:
    """A flag when a statement stands in the newer version only."""
    if not statement.words or _join(statement.words) in earlier.stream:
        return None
    whose = f"of {statement.who} " if statement.who else ""
    message = f"This quotation {whose}does not stand in the earlier version: {shorten(statement.content)}."
    evidence = (
        Evidence("quotation-added", "no words of the earlier version are like these", statement.spans),
    )
    return Flag(
        FlagKind.CHANGED_ARTICLE, Severity.LOW, message, statement.spans, evidence, attribution=position
    )


# ------------------------------------------------------------------ places
def _find_words(version: Version, words: Sequence[str]) -> Span | None:
    """The first place where some folded words stand one after another."""
    at = version.stream.find(_join(words))
    if at < 0:
        return None
    first = version.stream.count(" ", 0, at + 1) - 1
    placed = [word for word in split_words(version.text) if not word.is_mark]
    return Span(placed[first].start, placed[first + len(words) - 1].end)


def _find_gap(earlier: Version, newer: Version, one: Statement) -> Span | None:
    """Where a statement that is gone stood: its line as it is now, or else the line before it, or any."""
    before = [span for span in _lines(earlier.text) if span.start < one.extent.end]
    now = _lines(newer.text)
    if not now:
        return None
    if before:
        line = fold_words(before[-1].text(earlier.text))
        best = max(now, key=lambda span: _likeness(line, fold_words(span.text(newer.text))))
        if _likeness(line, fold_words(best.text(newer.text))) >= LIKE_LINE:
            return best
    here = {span.text(newer.text): span for span in now}
    for span in reversed(before):
        if span.text(earlier.text) in here:
            return here[span.text(earlier.text)]
    return newer.headline or now[0]


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LIKE_LINE else 0.0


def _lines(text: str) -> list[Span]:
    """Lines that hold something, without white space at their edges."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = at + line.index(words)
            found.append(Span(start, start + len(words)))
        at += len(line)
    return found
