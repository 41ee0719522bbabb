"""Words of the pages: dates, plurals, and what the values of the enums are called."""

import re
from datetime import date, datetime

from quotes.model import Act, FlagKind, Kind, MentionForm, Outcome, Severity, SpeakerKind
from quotes.records import DecisionKind, JudgementKind, Relation

# Not from `calendar` or `strftime`: those follow the locale of whoever makes the report.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

JUDGEMENTS = {
    JudgementKind.CONFIRM: "confirmed",
    JudgementKind.REJECT: "rejected",
    JudgementKind.REASSIGN: "reassigned",
    JudgementKind.CORRECT: "corrected",
    JudgementKind.DISMISS: "dismissed",
    JudgementKind.UNDO: "undone",
}
RELATIONS = {
    Relation.SAME: "in the same words",
    Relation.ALTERED: "in other words",
    Relation.PART: "at more length",
    Relation.WHOLE: "in part",
}
# Behind the relation where the other article has the text of this one.
COPY = " (a copy of the text)"
KINDS = {Kind.DIRECT: "direct", Kind.INDIRECT: "indirect", Kind.MIXED: "mixed"}

# A statement needs no label; anything else must never be taken for one.
ACTS = {
    Act.COMMUNICATION: "",
    Act.ATTITUDE: "belief or wish",
    Act.FACTIVE: "knowledge",
    Act.CONTROL: "order or plan",
}

SPEAKER_KINDS = {
    SpeakerKind.PERSON: "person",
    SpeakerKind.ORGANIZATION: "organization",
    SpeakerKind.GROUP: "group",
    SpeakerKind.ANONYMOUS: "not named",
    SpeakerKind.UNKNOWN: "unknown",
}

SEVERITIES = {Severity.HIGH: "High", Severity.MEDIUM: "Medium", Severity.LOW: "Low"}

SEVERITY_MEANINGS = {
    Severity.HIGH: "The words may be another person’s. Check before you print or cite them.",
    Severity.MEDIUM: "Something is wrong or missing in the text.",
    Severity.LOW: "Worth knowing; common in honest news.",
}

FORMS = {
    MentionForm.NAME: "a name",
    MentionForm.PRONOUN: "a pronoun",
    MentionForm.NOMINAL: "a description",
    MentionForm.EMPTY: "no source of its own",
}

OUTCOMES = {
    Outcome.RESOLVED: "named",
    Outcome.GROUP: "a group",
    Outcome.ANONYMOUS: "not named",
    Outcome.AMBIGUOUS: "more than one reading",
    Outcome.UNKNOWN: "not known",
    Outcome.NONE: "no source",
}

OUTCOME_HEADINGS = {
    Outcome.RESOLVED: "Named, but not in this store",
    Outcome.GROUP: "Groups",
    Outcome.ANONYMOUS: "Not named on purpose",
    Outcome.AMBIGUOUS: "More than one likely reading",
    Outcome.UNKNOWN: "Nobody that the article explains",
    Outcome.NONE: "No source at all",
}

OUTCOME_MEANINGS = {
    Outcome.RESOLVED: "The article names somebody, who has no page of their own.",
    Outcome.GROUP: "Several speak at once, and the article does not name them all.",
    Outcome.ANONYMOUS: "The article keeps the name back.",
    Outcome.AMBIGUOUS: "A pronoun or description fits more than one person of the article.",
    Outcome.UNKNOWN: "There is a source, but nothing in the article says who it is.",
    Outcome.NONE: "The article says that it was said, and not by whom.",
}

# Where a text is cut to show a part of it.
ELLIPSIS = "…"

# Control characters that HTML forbids, halves of surrogate pairs and non-characters: none can be written
# to a page, and a page that shows them would not show what the article holds anyway.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """The text with each character that no page can hold replaced by U+FFFD, one for one."""
    return _UNPRINTABLE.sub("\ufffd", text) if _UNPRINTABLE.search(text) else text


def write_date(day: date | None) -> str:
    """A date as people write it: "5 June 2024"; "" for none."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def write_time(moment: datetime) -> str:
    """A date with hour and minute: "5 June 2024, 14:05", and the zone when the time has one."""
    zone = f" {moment.tzname()}" if moment.tzinfo else ""
    return f"{write_date(moment.date())}, {moment:%H:%M}{zone}"


def write_range(first: date | None, last: date | None) -> str:
    """From one day to another: "5–9 June 2024", "5 June 2024 – 9 May 2025"; "" when both are unknown."""
    if not first or not last or first == last:
        return write_date(first or last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{write_date(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {write_date(last)}"
    return f"{write_date(first)} – {write_date(last)}"


def write_count(number: int) -> str:
    """A number with its thousands apart: "12,345"."""
    return f"{number:,}"


def count_noun(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun in the right form: "1 quotation", "2 quotations", "no quotations"."""
    if number == 1:
        return f"1 {noun}"
    return f"{write_count(number) if number else 'no'} {plural or noun + 's'}"


def count_judged(kind: JudgementKind, number: int) -> str:
    """How many judgements of one kind there are: "2 quotations confirmed"."""
    noun = "flag" if kind is JudgementKind.DISMISS else "quotation"
    return f"{count_noun(number, noun)} {JUDGEMENTS[kind]}"


def count_decided(kind: DecisionKind, number: int) -> str:
    """How many decisions of one kind there are: "3 pairs of speakers merged"."""
    nouns = {
        DecisionKind.MERGE: ("pair of speakers merged", "pairs of speakers merged"),
        DecisionKind.SPLIT: ("speaker told apart in some articles", "speakers told apart in some articles"),
        DecisionKind.RENAME: ("speaker renamed", "speakers renamed"),
        DecisionKind.NOT_SAME: ("pair of speakers kept apart", "pairs of speakers kept apart"),
    }
    return count_noun(number, *nouns.get(kind, ("decision undone", "decisions undone")))


def join_choices(words: tuple[str, ...]) -> str:
    """A list to choose from: "A", "A or B", "A, B or C"."""
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def join_words(words: tuple[str, ...]) -> str:
    """A list as people write it: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def shorten(text: str, limit: int) -> str:
    """At most about `limit` characters of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[:limit]
    return (head.rpartition(" ")[0] or head).rstrip(",;:") + f" {ELLIPSIS}"


def name_flag(kind: FlagKind) -> str:
    """What a kind of flag is called when nobody explains it: "Misspelled name"."""
    return kind.value.replace("-", " ").capitalize()
