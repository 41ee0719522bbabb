"""The Jinja2 environment: where the templates are, and how a page becomes HTML."""

from dataclasses import fields
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from quotes.errors import OutputError
from quotes.reports import wording
from quotes.reports.contexts import Page

PACKAGE = Path(__file__).parent.parent


def find_templates(package: Path = PACKAGE) -> Path:
    """The folder of templates: inside an installed package, or beside it in a checkout.

    Raises OutputError when it is in neither place.
    """
    for folder in (package / "_templates", package.parent / "templates"):
        if (folder / "base.html").is_file():
            return folder
    raise OutputError(
        package / "_templates",
        "the templates of the report are missing",
        remedy="install the package again",
    )


@cache
def make_environment(folder: Path) -> Environment:
    """An environment that escapes everything and knows no undefined name."""
    env = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
        auto_reload=False,
    )
    env.filters.update(
        date=wording.write_date,
        count=wording.write_count,
        counted=wording.count_noun,
        joined=wording.join_words,
    )
    return env


def _finalize(value: object) -> object:
    return wording.clean_text(value) if isinstance(value, str) else value


def render_page(page: Page, env: Environment) -> str:
    """The HTML of one page. A template sees the fields of its page and nothing else."""
    return env.get_template(page.template).render({f.name: getattr(page, f.name) for f in fields(page)})


def render_rows(page: Page, env: Environment) -> str:
    """The rows of a list alone: the block `rows` of the page's template."""
    template = env.get_template(page.template)
    context = template.new_context({f.name: getattr(page, f.name) for f in fields(page)})
    return "".join(template.blocks["rows"](context))
