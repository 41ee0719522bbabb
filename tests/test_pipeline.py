"""The pipeline with a parser and an extractor made for the test."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from quotes import pipeline as module
from quotes.document import Document, Sentence, Token
from quotes.model import Analysis, Article, Attribution, Kind, Span
from quotes.parse.paragraphs import split_paragraphs
from quotes.pipeline import BATCH_ARTICLES, BATCH_CHARACTERS, Failure, Pipeline, is_full


class FakeParser:
    """One word a Document; fails on texts that say so; remembers its batches."""

    name = "fake 1"

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def parse(self, articles: Iterable[Article]) -> Iterator[Document]:
        articles = list(articles)
        self.batches.append([article.text for article in articles])
        for article in articles:
            if "poison" in article.text:
                raise RuntimeError("cannot take this")
            token = Token("x", Span(0, 1), "x", "X", "", "", -1, "root")
            yield Document(article.text, split_paragraphs(article), (Sentence((token,), 0, 0),), ())


class FakeExtractor:
    """The first character of each text is what was said; fails on texts that say so."""

    name = "fake 2"

    def extract(self, doc: Document) -> tuple[Attribution, ...]:
        if "unreadable" in doc.text:
            raise ValueError("no sense in it")
        return (Attribution((), (), (Span(0, 1),), Kind.INDIRECT),)


@pytest.fixture
def parser() -> FakeParser:
    return FakeParser()


@pytest.fixture
def analyze(parser: FakeParser) -> Callable[..., Iterator[Analysis | Failure]]:
    made = Pipeline(parser, FakeExtractor())
    return lambda *texts: made.analyze(Article(text, doc=text[:12]) for text in texts)


Analyze = Callable[..., Iterator[Analysis | Failure]]


def test_one_result_an_article_in_order(analyze: Analyze) -> None:
    results = list(analyze("one", "two", "three"))
    assert [result.article.text for result in results] == ["one", "two", "three"]
    assert all(isinstance(result, Analysis) and len(result.attributions) == 1 for result in results)


def test_an_analysis_says_what_made_it(analyze: Analyze) -> None:
    (result,) = analyze("one")
    assert isinstance(result, Analysis)
    assert dict(result.provenance.models) == {"parser": "fake 1", "extractor": "fake 2"}
    assert result.provenance.program.startswith("quotes ")


def test_no_article_no_parse(analyze: Analyze, parser: FakeParser) -> None:
    assert list(analyze()) == []
    assert parser.batches == []


@pytest.mark.parametrize(
    ("text", "said"), [("poison", "could not be parsed"), ("unreadable", "could not be analyzed")]
)
def test_the_batch_goes_on_past_one_article(analyze: Analyze, text: str, said: str) -> None:
    results = list(analyze("one", "two", text, "three"))
    assert [isinstance(result, Failure) for result in results] == [False, False, True, False]
    assert [result.article.text for result in results] == ["one", "two", text, "three"]
    failure = results[2]
    assert isinstance(failure, Failure)
    assert said in failure.reason
    assert (
        "RuntimeError: cannot take this" if text == "poison" else "ValueError: no sense"
    ) in failure.reason


def test_a_batch_of_failures_only(analyze: Analyze) -> None:
    assert all(isinstance(result, Failure) for result in analyze("poison 1", "poison 2"))


def test_a_parser_that_loses_a_document_is_found_out(
    analyze: Analyze, parser: FakeParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Better a failure than the words of one article under the name of the next."""
    whole = parser.parse
    monkeypatch.setattr(parser, "parse", lambda articles: list(whole(articles))[1:])
    results = list(analyze("one", "two"))
    assert [result.article.text for result in results] == ["one", "two"]
    assert all(isinstance(result, Failure) for result in results)


def test_interrupts_are_not_failures(
    analyze: Analyze, parser: FakeParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: Iterable[Article]) -> Iterator[Document]:
        raise KeyboardInterrupt

    monkeypatch.setattr(parser, "parse", interrupt)
    with pytest.raises(KeyboardInterrupt):
        list(analyze("one"))


def test_batches_are_made_by_size(analyze: Analyze, parser: FakeParser) -> None:
    half = "y" * (BATCH_CHARACTERS // 2)
    list(analyze(half, half, "one", "two"))
    assert [len(batch) for batch in parser.batches] == [2, 2]
    parser.batches.clear()
    list(analyze(*["tiny"] * (BATCH_ARTICLES + 1)))
    assert [len(batch) for batch in parser.batches] == [BATCH_ARTICLES, 1]


def test_a_batch_is_full_by_characters_or_articles() -> None:
    assert not is_full([])
    assert not is_full([Article("y")])
    assert is_full([Article("y" * BATCH_CHARACTERS)])
    assert is_full([Article("y")] * BATCH_ARTICLES)


def test_no_article_is_read_before_its_batch(parser: FakeParser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_ARTICLES", 2)
    read: list[int] = []

    def articles() -> Iterator[Article]:
        for number in range(100):
            read.append(number)
            yield Article(f"text {number}")

    results = Pipeline(parser, FakeExtractor()).analyze(articles())
    assert read == []
    next(results)
    assert read == [0, 1]
    next(results)
    assert read == [0, 1]
    next(results)
    assert read == [0, 1, 2, 3]
