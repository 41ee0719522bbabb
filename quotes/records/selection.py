"""Which quotations somebody asks for; every look-up, report and export takes the same."""

from dataclasses import dataclass, fields
from datetime import date

from quotes.model import Act, FlagKind
from quotes.records.quotations import FlagRecord, QuotationRecord
from quotes.records.summaries import ArticleSummary


@dataclass(frozen=True, slots=True)
class Selection:
    """What must hold of a quotation to be shown; what is left out asks for nothing.

    speakers         numbers of speakers, one of whom it is credited to
    since, until     first and last day on which its article may be published; an undated article is neither
    outlets          its article's outlet is one of these, whatever the case of its letters
    flag_kinds       it has a standing flag of one of these kinds
    flagged_only     it has a standing flag
    statements_only  it is no belief, knowledge, order or plan
    """

    speakers: frozenset[int] | None = None
    since: date | None = None
    until: date | None = None
    outlets: frozenset[str] = frozenset()
    flag_kinds: frozenset[FlagKind] = frozenset()
    flagged_only: bool = False
    statements_only: bool = False

    @property
    def is_everything(self) -> bool:
        """True when nothing is asked for."""
        return all(getattr(self, field.name) == field.default for field in fields(self))

    @property
    def is_of_quotations(self) -> bool:
        """True when it asks for more than a kind of article: an article without such a quotation is left out.

        Statements alone are all that an article says, so `statements_only` leaves out no article.
        """
        return bool(self.speakers is not None or self.flag_kinds or self.flagged_only)

    def covers_article(self, article: ArticleSummary) -> bool:
        """True when the article's day and outlet are asked for."""
        if (self.since or self.until) and article.published is None:
            return False
        if self.since and article.published and article.published < self.since:
            return False
        if self.until and article.published and article.published > self.until:
            return False
        outlets = {outlet.casefold() for outlet in self.outlets}
        return not outlets or article.outlet.casefold() in outlets

    def covers(self, quotation: QuotationRecord) -> bool:
        """True when the quotation is asked for; it is then shown with all its flags."""
        if not self.covers_article(quotation.article) or not self._covers_words(quotation):
            return False
        if self.flag_kinds:
            return any(record.flag.kind in self.flag_kinds for record in quotation.flags)
        return bool(quotation.flags) or not self.flagged_only

    def covers_flag(self, record: FlagRecord, quotation: QuotationRecord | None) -> bool:
        """True when a flag is asked for, whether it stands or was dismissed.

        quotation  what it is about; None for one on an article as a whole, which is about no speaker
        """
        if not self.covers_article(record.article):
            return False
        if self.flag_kinds and record.flag.kind not in self.flag_kinds:
            return False
        return self.speakers is None if quotation is None else self._covers_words(quotation)

    def _covers_words(self, quotation: QuotationRecord) -> bool:
        if self.statements_only and quotation.attribution.act is not Act.COMMUNICATION:
            return False
        return self.speakers is None or not self.speakers.isdisjoint(one.id for one in quotation.speakers)
