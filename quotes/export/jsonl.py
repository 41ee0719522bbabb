"""JSON lines: one object for each article, the contract of `quotes extract --json`.

    {"doc": "name of the file without its ending",
     "attributions": [{"source": [[start, end], ...], "cue": [...], "content": [...],
                       "kind": "direct" | "indirect" | "mixed", "polarity": "positive" | "negative",
                       "act": "communication" | "attitude" | "factive" | "control",
                       "speakers": ["Full Name", ...], "confidence": 0.93 | null,
                       "flags": [{"kind": ..., "severity": ..., "message": ..., "suggestions": [...]}]}],
     "flags": [{"kind": ..., "severity": ..., "message": ..., "suggestions": [...],
                "spans": [[start, end], ...]}],
     "text": "only for pages: the text that was extracted"}

Offsets are code points, 0-based and half-open: into the file as decoded, or into "text" where it is given.
Attributions stand in order of the text; source and cue may be empty lists, content never is. "speakers" is
empty for unknown, anonymous and collective sources and where there is no source. The flags of an attribution
are with it; those that are about the article as a whole are in the outer list.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, TextIO

from quotes.model import Analysis, Flag, ResolvedAttribution, Span

_TO_ESCAPE = re.compile("[\ud800-\udfff\x85\u2028\u2029]")


def analysis_to_row(analysis: Analysis) -> dict[str, Any]:
    """The object of one article, of plain lists, strings and numbers, with keys in the documented order."""
    of_attribution: dict[int | None, list[Flag]] = {}
    for flag in analysis.flags:
        of_attribution.setdefault(flag.attribution, []).append(flag)
    # A sort that keeps equal starts in their order: positions in `analysis.attributions` must still be known.
    in_order = sorted(
        enumerate(analysis.attributions),
        key=lambda pair: (pair[1].attribution.start, pair[1].attribution.spans),
    )
    row: dict[str, Any] = {
        "doc": analysis.article.doc,
        "attributions": [
            _attribution_to_row(analysis, resolved, of_attribution.get(index, []))
            for index, resolved in in_order
        ],
        "flags": [
            {**_flag_to_row(flag), "spans": _spans_to_row(flag.spans)}
            for flag in of_attribution.get(None, [])
        ],
    }
    if analysis.article.extracted:
        row["text"] = analysis.article.text
    return row


def dump_row(analysis: Analysis) -> str:
    """The object of one article as one line of JSON, without the line end."""
    return dump_object(analysis_to_row(analysis))


def dump_object(row: Mapping[str, Any], *, ascii_only: bool = False) -> str:
    """Any object as one line of JSON, without the line end.

    Letters of every alphabet stay as they are, unless `ascii_only`. Half characters (lone surrogates), which
    no UTF-8 stream can carry, and the separators that some programs take for line ends are escaped.
    """
    line = json.dumps(row, ensure_ascii=ascii_only)
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def write_row(analysis: Analysis, file: TextIO) -> None:
    """Write the object of one article as one line."""
    file.write(dump_row(analysis) + "\n")


def _attribution_to_row(
    analysis: Analysis, resolved: ResolvedAttribution, flags: list[Flag]
) -> dict[str, Any]:
    attribution = resolved.attribution
    return {
        "source": _spans_to_row(attribution.source),
        "cue": _spans_to_row(attribution.cue),
        "content": _spans_to_row(attribution.content),
        "kind": attribution.kind.value,
        "polarity": attribution.polarity.value,
        "act": attribution.act.value,
        "speakers": list(analysis.names_of(resolved.resolution)),
        "confidence": attribution.confidence,
        "flags": [_flag_to_row(flag) for flag in flags],
    }


def _flag_to_row(flag: Flag) -> dict[str, Any]:
    return {
        "kind": flag.kind.value,
        "severity": flag.severity.value,
        "message": flag.message,
        "suggestions": list(flag.suggestions),
    }


def _spans_to_row(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
