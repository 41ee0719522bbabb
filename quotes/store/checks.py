"""What may be written: an analysis that does not contradict itself, in characters that a database keeps."""

import re
from collections.abc import Iterator

from quotes.errors import DataError
from quotes.model import Analysis, Span

# No database keeps half a character, and PostgreSQL no NUL.
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")


def check_analysis(analysis: Analysis) -> None:
    """Raise DataError when an analysis contradicts itself or holds what no database can keep."""
    article = analysis.article
    where = article.path or article.url or article.doc
    bad = _UNSTORABLE.search(article.text)
    if bad:
        raise DataError(
            f"{where}: character U+{ord(bad[0]):04X} at {bad.start()} cannot be kept in a database",
            remedy="mend the encoding of the file",
        )
    if any(_UNSTORABLE.search(text) for text in _texts(analysis)):
        raise DataError(f"{where}: its metadata or a name holds a character that no database can keep")
    length = len(article.text)
    if any(span.end > length for span in _spans(analysis)):
        raise DataError(f"{where}: a span ends after a text of {length} characters")
    keys = [speaker.key for speaker in analysis.speakers]
    if len(set(keys)) < len(keys):
        raise DataError(f"{where}: two speakers of one key")
    named = {key for found in analysis.attributions for key in found.resolution.speakers}
    if named - set(keys):
        raise DataError(f"{where}: no speaker {sorted(named - set(keys))[0]!r}")
    found = [(a.source, a.cue, a.content) for a in (item.attribution for item in analysis.attributions)]
    if len(set(found)) < len(found):
        raise DataError(f"{where}: the same attribution twice")
    if any(not 0 <= flag.attribution < len(found) for flag in analysis.flags if flag.attribution is not None):
        raise DataError(f"{where}: a flag on an attribution that is not there")


def _texts(analysis: Analysis) -> Iterator[str]:
    article = analysis.article
    yield from (article.doc, article.title, article.path, article.url)
    yield from (article.outlet, article.author, article.language)
    for speaker in analysis.speakers:
        yield from (speaker.key, speaker.name, *speaker.aliases, *speaker.roles)
    for found in analysis.attributions:
        yield found.resolution.description
        for evidence in found.resolution.evidence:
            yield evidence.detail
        for candidate in found.resolution.candidates:
            yield from (candidate.speaker, candidate.name)
            yield from (evidence.detail for evidence in candidate.evidence)
    for flag in analysis.flags:
        yield from (flag.message, *flag.suggestions)
        yield from (evidence.detail for evidence in flag.evidence)


def _spans(analysis: Analysis) -> Iterator[Span]:
    for found in analysis.attributions:
        yield from found.attribution.spans
    for speaker in analysis.speakers:
        for mention in speaker.mentions:
            yield from (mention.span, mention.head)
    for flag in analysis.flags:
        yield from flag.spans
