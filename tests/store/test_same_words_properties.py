"""Any store: no doubt across articles without a place and evidence, in both articles alike, in any order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.model import FlagKind
from quotes.store import Store, open_store
from tests.store.store_factory import make_analysis

TEXT = "we will not plant 500 600 trees bushes along the old canal if council agrees next spring"
WORDS = TEXT.split()
NAMES = ["Ada Byron", "Ben Okri", "Clara Welk"]

sentences = st.lists(st.sampled_from(WORDS), min_size=4, max_size=16).map(" ".join)
variations = st.tuples(
    st.just(" ".join(WORDS)), st.integers(0, len(WORDS) - 1), st.sampled_from([*WORDS, "", "… "])
).map(lambda drawn: " ".join([*WORDS[: drawn[1]], drawn[2], *WORDS[drawn[1] + 1 :]]))
said = st.tuples(st.sampled_from(NAMES), st.one_of(sentences, variations))
papers = st.lists(
    st.lists(said, min_size=1, max_size=3, unique_by=lambda pair: pair[1]), min_size=2, max_size=4
)


def fill(papers_: list[tuple[int, list[tuple[str, str]]]]) -> Store:
    store = open_store("sqlite://")
    for number, listed in papers_:
        store.write(make_analysis(listed, doc=f"d{number}", opening=f"Number {number}."))
    return store


def told(store: Store) -> set[tuple[str, str, str, tuple[int, int]]]:
    kinds = {FlagKind.CONFLICTING_ATTRIBUTION, FlagKind.ALTERED_QUOTATION, FlagKind.PARTIAL_QUOTATION}
    found = set()
    for record in store.view.flags():
        if record.flag.kind not in kinds:
            continue
        assert record.flag.spans
        assert record.flag.evidence
        assert record.flag.message
        assert record.attribution_id is not None
        assert record.excerpt
        assert record.elsewhere is not None
        assert record.elsewhere.article.id != record.article.id
        assert record.elsewhere.excerpt
        span = record.flag.spans[0]
        found.add(
            (record.flag.kind.value, record.flag.severity.value, record.article.doc, (span.start, span.end))
        )
    return found


@settings(max_examples=25, deadline=None)
@given(papers)
def test_every_doubt_has_its_place_evidence_and_other_place(listed: list[list[tuple[str, str]]]) -> None:
    with fill(list(enumerate(listed))) as store:
        told(store)
        for record in store.view.iterate_articles():
            for quotation in record.quotations:
                for variant in quotation.variants:
                    assert variant.place.article.id != record.summary.id
                    assert bool(variant.segments) == (variant.relation != "same")


@settings(max_examples=10, deadline=None)
@given(papers)
def test_two_articles_are_doubted_alike_in_either_order(listed: list[list[tuple[str, str]]]) -> None:
    pair = list(enumerate(listed[:2]))
    with fill(pair) as one, fill(pair[::-1]) as other:
        assert {(kind, doc, span) for kind, _, doc, span in told(one)} == {
            (kind, doc, span) for kind, _, doc, span in told(other)
        }
