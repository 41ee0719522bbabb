"""Pages for people, made with Jinja2."""

from quotes.reports.site import ReportSummary, write_report

__all__ = ["ReportSummary", "write_report"]
