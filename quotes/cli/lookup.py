"""Finding what a name stands for, with help where nobody has it."""

from quotes.errors import NotFoundError
from quotes.records import SpeakerSummary, View


def find_speakers(view: View, name: str) -> tuple[SpeakerSummary, ...]:
    """Speakers that a name fits, best first; raises NotFoundError, with names like it, when there is none."""
    found = view.find_speakers(name)
    if not found:
        near = view.suggest_speakers(name)
        raise NotFoundError(
            f"nobody in the store is called {name!r}",
            remedy=f"did you mean {', '.join(near)}?" if near else "`quotes speakers` lists who is there",
        )
    return found
