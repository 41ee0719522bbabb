"""Finding what a name stands for, with help where nothing has it."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from quotes.errors import NotFoundError
from quotes.records import ArticleRecord, SpeakerSummary, View

# How alike (0 to 100) a word must be to one that was not found to be worth suggesting: "Daily Mial" and
# "Daily Mail" are 90, two unrelated names rarely above 60.
WORTH_SUGGESTING = 70

# How many things like the one that was not found are named.
SUGGESTED = 3


def suggest(asked: str, known: Iterable[str]) -> str:
    """What is most like something that was not found, in words: "A or B"; "" where nothing is like it."""
    return " or ".join(_find_alike(asked, list(known)))


def _find_alike(asked: str, known: Sequence[str]) -> list[str]:
    from rapidfuzz import fuzz, process

    close = process.extract(
        asked.casefold(),
        [name.casefold() for name in known],
        scorer=fuzz.WRatio,
        score_cutoff=WORTH_SUGGESTING,
        limit=SUGGESTED,
    )
    return [known[place] for _, _, place in close]


def find_speakers(view: View, name: str) -> tuple[SpeakerSummary, ...]:
    """Speakers that a name fits, best first; raises NotFoundError, with names like it, when there is none."""
    found = view.find_speakers(name)
    if not found:
        near = view.suggest_speakers(name)
        raise NotFoundError(
            f"nobody in the store is called {name!r}",
            remedy=f"did you mean {' or '.join(near)}?" if near else "`quotes speakers` lists who is there",
        )
    return found


def find_outlets(view: View, names: Iterable[str]) -> frozenset[str]:
    """Outlets as they were asked for; raises NotFoundError, with those like it, for one that nobody has."""
    asked = frozenset(names)
    if not asked:
        return asked
    known = view.outlets()
    folded = {outlet.casefold() for outlet in known}
    for name in sorted(asked):
        if name.casefold() not in folded:
            near = suggest(name, known)
            remedy = f"did you mean {near}?" if near else "`quotes articles` lists what is there"
            if not known:
                remedy = "no article of the store names its outlet"
            raise NotFoundError(f"no article is from an outlet called {name!r}", remedy=remedy)
    return asked


def find_article(view: View, reference: str) -> ArticleRecord:
    """The article that a number, name, path or URL stands for; raises NotFoundError, with those like it."""
    try:
        return view.find_article(reference)
    except NotFoundError as error:
        articles = view.articles()
        name = PurePath(reference).stem or reference
        if reference.isdecimal() or any(one.doc in (reference, name) for one in articles):
            raise  # a number is like any other; and where several have the very name, the error lists them
        called = {one.doc: one.id for one in articles}
        called |= {one.title: one.id for one in articles if one.title}
        near = [f"{called[like]} ({like})" for like in _find_alike(name, list(called))]
        remedy = f"did you mean {' or '.join(near)}?" if near else "`quotes articles` lists what is there"
        raise NotFoundError(error.what, remedy=remedy) from error
