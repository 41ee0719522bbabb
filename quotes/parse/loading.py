"""Loading a Stanza pipeline to run it, not to train it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import stanza
from stanza.models.common import utils

from quotes.parse.models import LANGUAGE, Models


def load_pipeline(models: Models) -> Any:
    """Load a package of models with Stanza, on the processor (no graphics card).

    Whatever Stanza and torch stumble over is raised as it comes.
    """
    with _without_optimizers():
        return stanza.Pipeline(
            LANGUAGE,
            dir=str(models.folder),
            download_method=None,
            package=None,
            processors=dict(models.processors),
            use_gpu=False,
            logging_level="ERROR",
        )


@contextmanager
def _without_optimizers() -> Iterator[None]:
    """Let Stanza load models without what trains them.

    Stanza 1.15 makes an optimizer for each model that it loads, and the first one makes torch import its
    compiler: half of the time that loading takes. A Stanza that asks for optimizers in another way makes
    them, as ever.
    """
    kept = {
        name: getattr(utils, name)
        for name in ("get_optimizer", "get_split_optimizer")
        if hasattr(utils, name)
    }
    empty: dict[str, object] = {}
    for name in kept:
        setattr(utils, name, lambda *_, **__: empty)
    try:
        yield
    finally:
        for name, function in kept.items():
            setattr(utils, name, function)
