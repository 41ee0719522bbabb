"""Where else the words of a quotation are reported, in a line for each way to report them."""

from collections.abc import Iterator, Sequence

from quotes.cli.screen import clean, print_line
from quotes.records import ArticleSummary, Change, QuotationRecord, Relation, Segment, VariantRecord

# How many other places one quotation lists.
PLACES = 5

# What the words there are to those here; see Relation, which says it the other way round.
RELATIONS = {Relation.PART: "at more length", Relation.WHOLE: "in part"}


def print_variants(quotation: QuotationRecord) -> None:
    """Other articles that have the words: the same ones on one line, others with what differs."""
    shown = quotation.variants[:PLACES]
    same = [one for one in shown if one.relation is Relation.SAME]
    for variant in shown:
        if variant.relation is not Relation.SAME:
            print_line(
                clean(f"also in {_tell_place(quotation, variant)}, {_tell_relation(variant)}"), indent=4
            )
    if same:
        places = "; ".join(_tell_place(quotation, one) for one in same)
        print_line(clean(f"also in {places}"), indent=4)
    if more := len(quotation.variants) - len(shown):
        print_line(f"and in {more} more; --json has them all", indent=4)


def _tell_place(quotation: QuotationRecord, variant: VariantRecord) -> str:
    place = variant.place
    told = f"[{place.article.id}] {_tell_article(place.article)}"
    if place.article.original == quotation.article.original:
        told += " (a copy of the text)"
    if place.attribution_id is not None and {one.id for one in place.speakers} != {
        one.id for one in quotation.speakers
    }:
        who = " and ".join(one.name for one in place.speakers) or "nobody"
        told += f" (credited to {who})"
    return told


def _tell_article(article: ArticleSummary) -> str:
    day = article.published.isoformat() if article.published else ""
    return ", ".join(part for part in (article.outlet or article.label, day) if part)


def _tell_relation(variant: VariantRecord) -> str:
    if variant.relation is not Relation.ALTERED:
        return RELATIONS[variant.relation]
    differences = list(find_differences(variant.segments))
    told = "; ".join(_tell_difference(here, there) for here, there in differences)
    return f"altered: {told}" if told else "altered"


def _tell_difference(here: str, there: str) -> str:
    if here and there:
        return f"“{here}” here, “{there}” there"
    return f"“{here}” only here" if here else f"“{there}” only there"


def find_differences(segments: Sequence[Segment]) -> Iterator[tuple[str, str]]:
    """What differs between two wordings: the first's words and the other's, "" where one has none.

    What the other has before and behind is more of the quotation, and no other wording.
    """
    inner = list(segments)
    while inner and inner[0].change is Change.ADDED:
        inner.pop(0)
    while inner and inner[-1].change is Change.ADDED and (len(inner) < 2 or inner[-2].change is Change.EQUAL):
        inner.pop()
    place = 0
    while place < len(inner):
        one = inner[place]
        other = inner[place + 1] if place + 1 < len(inner) else None
        if one.change is Change.REMOVED and other and other.change is Change.ADDED:
            yield one.text, other.text
            place += 1
        elif one.change is Change.REMOVED:
            yield one.text, ""
        elif one.change is Change.ADDED:
            yield "", one.text
        place += 1
