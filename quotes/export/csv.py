"""Records of the store as CSV: RFC 4180, UTF-8, a heading with stable names, one record a line.

Columns are the keys of `quotes.export.rows`, as far as these are flat: "article_doc" is "doc" of "article",
"source" the words of the source. A cell of several values has them with "; " between. Dates are ISO 8601;
what is not known is empty. A text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quotes.export.rows import Row

Cell = str | int | float

# Name of a column -> where its value stands in a row: keys with dots between, "[]" for each of a list.
Columns = Mapping[str, str]

# Between several values of one cell.
BETWEEN = "; "

# What a spreadsheet takes for the beginning of a formula, after OWASP's "CSV Injection"; the wide forms of
# East Asian keyboards too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

# What makes a spreadsheet take a cell for plain text.
TEXT_MARK = "'"


def _columns(*paths: str, **others: str) -> Columns:
    return {path.replace(".", "_"): path for path in paths} | others


SPEAKER_COLUMNS = _columns(
    "id",
    "name",
    "kind",
    "quotation_count",
    "article_count",
    "flag_count",
    "first",
    "last",
    "aliases",
    "roles",
)
ARTICLE_COLUMNS = _columns(
    "id",
    "identity",
    "doc",
    "title",
    "outlet",
    "author",
    "published",
    "url",
    "path",
    "language",
    "read_at",
    "quotation_count",
    "flag_count",
    "newer",
    "copy_of",
)
QUOTATION_COLUMNS = _columns(
    "id",
    "identity",
    "speakers",
    "kind",
    "act",
    "polarity",
    source="source.text",
    cue="cue.text",
    content="content.text",
    article_id="article.id",
    article_doc="article.doc",
    article_title="article.title",
    article_outlet="article.outlet",
    article_published="article.published",
    article_url="article.url",
    context="context.text",
    outcome="outcome",
    confidence="confidence",
    flags="flags[].kind",
    judgements="judgements[].told",
    rejected="rejected",
)
FLAG_COLUMNS = _columns(
    "id",
    "identity",
    "kind",
    "severity",
    "message",
    "suggestions",
    "excerpt",
    "speakers",
    "attribution",
    "article.id",
    "article.doc",
    "article.title",
    evidence="evidence[].detail",
    elsewhere_article_id="elsewhere.article.id",
    elsewhere_article_doc="elsewhere.article.doc",
    elsewhere_excerpt="elsewhere.excerpt",
    judgement="judgement.told",
)
JUDGEMENT_COLUMNS = _columns(
    "id",
    "kind",
    "told",
    "about",
    "label",
    "article_id",
    "attribution_id",
    "flag_id",
    "article",
    "attribution",
    "flag",
    "speakers",
    "speaker.id",
    "speaker.name",
    "changed",
    "who",
    "at",
    "why",
    "replaces",
    "carried_from",
    "undone_by",
    "in_force",
    "lost",
)
DECISION_COLUMNS = _columns(
    "id",
    "kind",
    "told",
    "name",
    "articles",
    "who",
    "at",
    "why",
    "replaces",
    "undone_by",
    "in_force",
    speaker_ids="speakers[].id",
    speakers="speakers[].name",
)
DUPLICATE_COLUMNS = _columns(
    "score",
    first_id="speakers.0.id",
    first_name="speakers.0.name",
    second_id="speakers.1.id",
    second_name="speakers.1.name",
    evidence="evidence[].detail",
)
EXPLANATION_COLUMNS = _columns("kind", "title", "meaning", "advice")
# A line for each attribution that an answer rests on; one without, where there is none.
ANSWER_COLUMNS = _columns(
    "words",
    "verdict",
    finding_verdict="finding.verdict",
    finding_score="finding.score",
    notes="finding.notes",
    **{name: f"finding.quotation.{path}" for name, path in QUOTATION_COLUMNS.items()},
)


def dump_heading(columns: Columns) -> str:
    """The names of the columns as one line, with its line end."""
    return _dump(columns)


def dump_record(row: Row, columns: Columns) -> str:
    """One record as CSV, with its line end; a cell with line ends in it is in quotation marks."""
    return _dump(make_cell(_look_up(row, path.split("."))) for path in columns.values())


def make_cell(value: Any) -> Cell:
    """One value, or a list of them, as a cell; only texts can be formulas, so only these are changed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else BETWEEN.join(str(one) for one in value)
    return TEXT_MARK + text if text.startswith(FORMULA_STARTS) else text


def answer_to_rows(answer: Row) -> Iterator[Row]:
    """One answer to `quotes verify` as flat rows for ANSWER_COLUMNS."""
    for finding in answer["findings"] or [None]:
        yield {"words": answer["words"], "verdict": answer["verdict"], "finding": finding}


def _look_up(value: Any, path: list[str]) -> Any:
    for number, step in enumerate(path):
        if value is None:
            return None
        if step.endswith("[]"):
            return [_look_up(one, path[number + 1 :]) for one in value[step[:-2]]]
        value = value[int(step)] if step.isdecimal() else value[step]
    return value


def _dump(cells: Iterable[Cell]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(cells)
    return file.getvalue()
