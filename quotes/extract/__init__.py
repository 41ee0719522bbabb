"""Documents become attributions: source, cue and content."""

from quotes.errors import SettingsError
from quotes.extract.extractor import CertainOnly, Extractor
from quotes.extract.rules import RuleExtractor

__all__ = ["CertainOnly", "Extractor", "RuleExtractor", "make_extractor"]


def make_extractor(name: str = "learned", *, min_confidence: float = 0.0) -> Extractor:
    """The extractor that the settings name; nothing is loaded yet.

    min_confidence  attributions of less are left out
    Raises SettingsError for an extractor that does not exist.
    """
    extractor: Extractor
    if name == "rules":
        extractor = RuleExtractor()
    elif name == "learned":
        from quotes.extract.learned.extractor import LearnedExtractor

        extractor = LearnedExtractor()
    else:
        raise SettingsError(f"no extractor {name!r}", remedy="use learned or rules")
    return CertainOnly(extractor, min_confidence) if min_confidence > 0 else extractor
