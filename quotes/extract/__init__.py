"""Documents become attributions: source, cue and content."""

from quotes.errors import SettingsError
from quotes.extract.extractor import Extractor
from quotes.extract.rules import RuleExtractor

__all__ = ["Extractor", "RuleExtractor", "make_extractor"]


def make_extractor(name: str = "rules") -> Extractor:
    """The extractor that the settings name; raises SettingsError for one that does not exist."""
    if name == "rules":
        return RuleExtractor()
    raise SettingsError(f"no extractor {name!r}", remedy="use rules")
