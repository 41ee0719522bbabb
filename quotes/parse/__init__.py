"""Text becomes Documents: Stanza behind the Parser protocol."""

from quotes.parse.models import check_models
from quotes.parse.parser import Parser
from quotes.settings import Settings


def load_parser(settings: Settings) -> Parser:
    """Check the models that the settings name and load them: some seconds, once a run.

    Raises ModelError for a model that is missing, damaged, or that Stanza cannot load.
    """
    models = check_models(settings.models, settings.package)
    from quotes.parse.stanza_parser import StanzaParser  # imports torch

    return StanzaParser(models, threads=settings.threads)


def describe_parser(settings: Settings) -> str:
    """Name of the parser that `load_parser` would give, without loading it.

    Raises ModelError for a model that is missing or damaged.
    """
    return check_models(settings.models, settings.package).parser_name
