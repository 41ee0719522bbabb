"""Who each source is: inside an article, then across articles."""

from quotes.document import Document
from quotes.model import Attribution, MentionForm, Outcome, Resolution, Speaker


def resolve_article(
    doc: Document, attributions: tuple[Attribution, ...]
) -> tuple[tuple[Speaker, ...], tuple[Resolution, ...]]:
    """The article's speakers, and one Resolution for each attribution, in the same order."""
    del doc
    return (), tuple(Resolution(Outcome.NONE, MentionForm.EMPTY) for _ in attributions)
