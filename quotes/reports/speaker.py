"""The pages of one speaker: who it is, when it spoke, and every quotation."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from quotes.addresses import accept_url
from quotes.export.jsonld import (
    article_to_jsonld,
    is_quotation,
    make_document,
    quotation_to_jsonld,
    speaker_to_jsonld,
)
from quotes.model import Act, FlagKind, Kind
from quotes.records import QuotationRecord, RoleRecord, SpeakerRecord
from quotes.reports import chunks, wording
from quotes.reports.contexts import AliasEntry, Frame, QuotationGroup, SpeakerPage, Tally, Timeline
from quotes.reports.entries import EntryMaker, make_pager, path_of_kind, sort_newest_first
from quotes.reports.links import SHORT_IDENTITY, number_page, path_of_summary
from quotes.reports.timeline import Said, make_timeline

# Outlets and the like that a list shows; the others are counted together.
MOST_SHOWN = 8


def make_speaker_pages(
    record: SpeakerRecord, maker: EntryMaker, make_frame: Callable[..., Frame]
) -> Iterator[tuple[str, SpeakerPage]]:
    """Every page of a speaker with its path; what is told of the speaker stands on the first."""
    summary = record.summary
    path = path_of_summary(summary)
    quotations = sort_newest_first(record.quotations)
    sizes = chunks.plan_pages(map(chunks.weigh_quotation, quotations), most=chunks.QUOTATIONS_PER_PAGE)
    timeline = _make_timeline(quotations, path, sizes)
    for number, chunk in enumerate(chunks.deal(quotations, sizes), start=1):
        groups = maker.group_quotations(chunk)
        first = number == 1
        yield (
            number_page(path, number),
            SpeakerPage(
                **make_frame(path, wording.shorten(summary.name, 80), page=number),
                name=summary.name,
                kind=wording.SPEAKER_KINDS[summary.kind],
                aliases=tuple(
                    AliasEntry(alias.text, maker.make_article(alias.article), alias.articles)
                    for alias in record.aliases
                    if alias.text != summary.name
                )
                if first
                else (),
                roles=tuple(map(_tell_role, record.roles)) if first else (),
                decisions=tuple(one.tell_all(summary.id) for one in record.decisions) if first else (),
                quotations=summary.quotations,
                articles=summary.articles,
                flags=summary.flags,
                first=summary.first,
                last=summary.last,
                outlets=count_outlets(quotations) if first else (),
                kinds=count_kinds(quotations) if first else (),
                doubts=_count_doubts(quotations, maker) if first else (),
                timeline=timeline if first else None,
                undated=timeline is None,
                linked=_link_data(record, chunk, groups),
                groups=groups,
                pager=make_pager(path, number, len(sizes)),
            ),
        )


def _make_timeline(quotations: Sequence[QuotationRecord], path: str, sizes: Sequence[int]) -> Timeline | None:
    pages = [page for page, size in enumerate(sizes, start=1) for _ in range(size)]
    return make_timeline(
        [
            Said(
                record.article.published,
                bool(record.flags),
                f"{number_page(path, page)}#q-{record.identity[:SHORT_IDENTITY]}",
            )
            for record, page in zip(quotations, pages, strict=True)
        ]
    )


def count_outlets(quotations: Sequence[QuotationRecord]) -> tuple[Tally, ...]:
    """Where some quotations were published, most of them first; the tail of a long list together."""
    counts = Counter(record.article.outlet for record in quotations if record.article.outlet)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = [Tally(name, count) for name, count in ranked[:MOST_SHOWN]]
    if rest := ranked[MOST_SHOWN:]:
        others = wording.count_noun(len(rest), "other outlet")
        shown.append(Tally(others, sum(count for _, count in rest)))
    return tuple(shown)


def count_kinds(quotations: Sequence[QuotationRecord]) -> tuple[Tally, ...]:
    """How some quotations are worded, and how many of them are no statements."""
    kinds = Counter(record.attribution.kind for record in quotations)
    acts = Counter(record.attribution.act for record in quotations)
    found = [Tally(wording.KINDS[kind], kinds[kind]) for kind in Kind if kinds[kind]]
    found += [
        Tally(wording.ACTS[act], acts[act]) for act in Act if act is not Act.COMMUNICATION and acts[act]
    ]
    return tuple(found)


def _count_doubts(quotations: Sequence[QuotationRecord], maker: EntryMaker) -> tuple[Tally, ...]:
    counts = Counter(record.flag.kind for quotation in quotations for record in quotation.flags)
    return tuple(
        Tally(maker.name_kind(kind), counts[kind], path_of_kind(kind)) for kind in FlagKind if counts[kind]
    )


def _link_data(
    record: SpeakerRecord, chunk: Sequence[QuotationRecord], groups: Sequence[QuotationGroup]
) -> dict[str, object]:
    """The speaker and the quotations of a page as objects of schema.org, each article once."""
    rows = [speaker_to_jsonld(record.summary, record.aliases, record.roles)]
    originals = {quotation.note: quotation.original for group in groups for quotation in group.quotations}
    articles: dict[int, dict[str, object]] = {}
    for quotation in filter(is_quotation, chunk):
        summary = quotation.article
        if summary.id not in articles:
            articles[summary.id] = article_to_jsonld(summary, url=accept_url(summary.url))
        reference = {"@id": articles[summary.id]["@id"]}
        original = originals.get(f"q-{quotation.identity[:SHORT_IDENTITY]}", "")
        rows.append(quotation_to_jsonld(quotation, reference, url=original))
    return make_document([*rows, *articles.values()])


def _tell_role(role: RoleRecord) -> str:
    """A description and the days between which articles give it."""
    days = wording.write_range(role.first, role.last)
    return f"{role.text} ({days})" if days else role.text
