"""Rules that doubt attributions; each doubt is a flag with its place and evidence."""

from dataclasses import replace

from quotes.audit.context import AuditContext
from quotes.audit.explanations import EXPLANATIONS, Explanation
from quotes.audit.registry import RULES, Rule
from quotes.document import Document
from quotes.model import Analysis, Flag

__all__ = ["EXPLANATIONS", "RULES", "AuditContext", "Explanation", "Rule", "audit_article"]


def audit_article(doc: Document, analysis: Analysis) -> Analysis:
    """The same analysis with every flag that the audit raises: worst first, then by place and kind."""
    context = AuditContext(doc, analysis)
    flags = [flag for rule in RULES.values() for flag in rule(context)]
    return replace(analysis, flags=tuple(sorted(flags, key=_order)))


def _order(flag: Flag) -> tuple[int, int, str, int]:
    return flag.severity.rank, flag.spans[0].start, flag.kind, flag.spans[0].end
