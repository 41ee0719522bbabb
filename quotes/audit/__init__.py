"""Rules that doubt attributions; each doubt is a flag with its place and evidence."""

from dataclasses import replace

from quotes.audit.acquaintance import NOBODY, Acquaintance, Acquaintances
from quotes.audit.context import AuditContext
from quotes.audit.explanations import EXPLANATIONS, Explanation
from quotes.audit.registry import RULES, Rule
from quotes.document import Document
from quotes.model import Analysis, Flag

__all__ = [
    "EXPLANATIONS",
    "NOBODY",
    "RULES",
    "Acquaintance",
    "Acquaintances",
    "AuditContext",
    "Explanation",
    "Rule",
    "audit_article",
]


def audit_article(doc: Document, analysis: Analysis, acquaintances: Acquaintances = NOBODY) -> Analysis:
    """The same analysis with every flag that the audit raises: worst first, then by place and kind.

    acquaintances  answers what other articles tell of a name
    """
    context = AuditContext(doc, analysis, acquaintances)
    flags = [flag for rule in RULES.values() for flag in rule(context)]
    return replace(analysis, flags=tuple(sorted(flags, key=_order)))


def _order(flag: Flag) -> tuple[int, int, str, int]:
    return flag.severity.rank, flag.spans[0].start, flag.kind, flag.spans[0].end
