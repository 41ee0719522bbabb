"""Statements alone: what was said, written or announced, without beliefs, knowledge, orders and plans.

Works on what the pipeline makes; of what the store has, `quotes.records.Selection` asks for the same.
"""

from dataclasses import replace

from quotes.model import Act, Analysis


def keep_statements(analysis: Analysis) -> Analysis:
    """An analysis with its statements, the flags that are about them, and those about the article."""
    kept = [n for n, row in enumerate(analysis.attributions) if is_statement(row.attribution.act)]
    places = {old: new for new, old in enumerate(kept)}
    return replace(
        analysis,
        attributions=tuple(analysis.attributions[n] for n in kept),
        flags=tuple(
            flag if flag.attribution is None else replace(flag, attribution=places[flag.attribution])
            for flag in analysis.flags
            if flag.attribution is None or flag.attribution in places
        ),
    )


def is_statement(act: Act) -> bool:
    """True for what was said, written or announced."""
    return act is Act.COMMUNICATION
