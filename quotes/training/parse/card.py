"""The figures of the model card, written from what was measured."""

from collections.abc import Sequence
from pathlib import Path

from quotes.training.parse.evaluate import METRICS, RELATIONS, STAGES, Scores

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
_NAMES = {"ewt": "EWT", "gum": "GUM"}


def write_card(path: Path, scores: Scores, *, before: Scores | None = None) -> None:
    """Replace what stands between the marks of a card by figures; add it at the end where there are no marks.

    before  figures of an earlier set, shown beside them
    """
    text = path.read_text(encoding="utf-8")
    figures = f"{BEGIN}\n{format_figures(scores, before)}\n{END}"
    if BEGIN in text and END in text:
        head, _, rest = text.partition(BEGIN)
        text = head + figures + rest.partition(END)[2]
    else:
        text = text.rstrip() + "\n\n" + figures + "\n"
    path.write_text(text, encoding="utf-8")


def format_figures(scores: Scores, before: Scores | None = None) -> str:
    """Markdown: files, treebanks, relations, names, speed."""
    sets = [scores] if before is None else [scores, before]
    blocks = [_format_files(scores), _format_treebanks(sets)]
    blocks.append(_format_row("relation, F1", RELATIONS, [s.relations for s in sets], "{:.0f}"))
    classes = list(scores.names)
    blocks.append(_format_row("names, F1", classes, [s.names for s in sets], "{:.1f}"))
    blocks.append(_format_row("words a second", (*STAGES, "all"), [s.speed for s in sets], "{:,.0f}"))
    blocks.append(f"Loading takes {scores.load:.1f} s.")
    if before is not None:
        blocks.append("The first line of each pair is this set, the second the one before it.")
    return "\n\n".join(blocks)


def _format_files(scores: Scores) -> str:
    lines = ["| file | MB |", "|---|---|"]
    lines += [f"| `{name}` | {size:.1f} |" for name, size in scores.sizes.items()]
    lines.append(f"| together | {sum(scores.sizes.values()):.1f} |")
    return "\n".join(lines)


def _format_treebanks(sets: Sequence[Scores]) -> str:
    metrics = ("Tokens", *METRICS)
    lines = ["| test set | " + " | ".join(metrics) + " |", "|---" * (len(metrics) + 1) + "|"]
    for name in sets[0].treebanks:
        for one in sets:
            values = one.treebanks.get(name, {})
            cells = [f"{values[metric]:.2f}" if metric in values else "" for metric in metrics]
            lines.append(f"| {_NAMES.get(name, name)} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _format_row(title: str, names: Sequence[str], rows: Sequence[dict[str, float]], form: str) -> str:
    lines = [f"| {title} | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for row in rows:
        lines.append("| | " + " | ".join(form.format(row[n]) if n in row else "" for n in names) + " |")
    return "\n".join(lines)
