"""Who speaks in an article, and how it is drawn there."""

from dataclasses import dataclass

from quotes.reports.contexts.parts import Link


@dataclass(frozen=True, slots=True)
class VoiceEntry:
    """A speaker in the key of an article.

    letter      what stands for it in the text and beside it
    css         class names of its letter
    quotations  how often the article quotes it
    """

    link: Link
    letter: str
    css: str
    quotations: int
