"""Options that several commands have together: each is described once, and a command gets all of them."""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any


def takes_group(
    parameter: str, group: Callable[..., object], options: Mapping[str, Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command some options in the place of one of its parameters.

    parameter  what it is called; the command gets a group in it
    group      makes one of what the options are given, or of nothing: its fields are their defaults
    options    annotations of the options, by field
    """
    usual = group()

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**given: Any) -> None:
            chosen = {name: given.pop(name) for name in options}
            command(**{parameter: group(**chosen)}, **given)

        theirs = [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=getattr(usual, name), annotation=annotation
            )
            for name, annotation in options.items()
        ]
        own = inspect.signature(command, eval_str=True).parameters.values()
        shown = [
            option
            for one in own
            for option in (
                theirs if one.name == parameter else [one.replace(kind=inspect.Parameter.KEYWORD_ONLY)]
            )
        ]
        # What Typer makes the options of: without the parameter, whose meaning it could not know.
        run.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in shown}
        return run

    return decorate
