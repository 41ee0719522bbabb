"""The tables, typed, for SQLAlchemy Core: the ORM would cost a look-up a tenth of a second to import.

What a machine found about an article hangs on `articles` and goes with it (ON DELETE CASCADE). Known
speakers stand on their own: an article's speaker points to one, and a known speaker cannot be deleted
while an article's speaker is it (ON DELETE RESTRICT). What people decide stands in `decisions`, which names
articles by `identity` and speakers by `id`; numbers of speakers are never given out twice. Who an article's
speaker is in the end, the machine's word and people's together, stands in `shown_speakers`, and `aliases`,
`roles` and `speaker_keys` follow it. What people judge of attributions and flags stands in `judgements`, and
`credits` is whom each attribution is credited to in the end. `shingles` and `matches` find the same words
across articles, `sketches` and `copies` articles with one text, `contents` has the words that are searched;
all are worked out by the program. `fetched` remembers what came from the web.

JSON columns hold lists that are only ever read together with their row; `quotes.store.codec` has their
shapes. Everything else is a column or a row, so that other programs can ask for it in SQL.
"""

from quotes.store.tables.articles import articles, versions
from quotes.store.tables.attributions import (
    SpanRole,
    attribution_speakers,
    attributions,
    candidates,
    credits_,
    elsewhere,
    flags,
    spans,
)
from quotes.store.tables.base import metadata
from quotes.store.tables.copies import copies, sketches
from quotes.store.tables.fetched import fetched
from quotes.store.tables.judgements import decisions, judgements
from quotes.store.tables.matches import matches, shingles
from quotes.store.tables.search import contents
from quotes.store.tables.speakers import (
    aliases,
    article_speakers,
    roles,
    shown_speakers,
    speaker_keys,
    speakers,
)

__all__ = [
    "SpanRole",
    "aliases",
    "article_speakers",
    "articles",
    "attribution_speakers",
    "attributions",
    "candidates",
    "contents",
    "copies",
    "credits_",
    "decisions",
    "elsewhere",
    "fetched",
    "flags",
    "judgements",
    "matches",
    "metadata",
    "roles",
    "shingles",
    "shown_speakers",
    "sketches",
    "spans",
    "speaker_keys",
    "speakers",
    "versions",
]
