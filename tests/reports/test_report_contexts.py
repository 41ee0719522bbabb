"""A template prints the documented fields of its page class, all of them, and nothing else."""

import re
from dataclasses import fields, is_dataclass

import pytest
from jinja2 import UndefinedError, meta, nodes

from quotes.reports import contexts
from quotes.reports.contexts import PAGES, IndexPage, Link, Page
from quotes.reports.environment import find_templates, make_environment, render_page

ENV = make_environment(find_templates())


def names_used(template: str) -> set[str]:
    """Names that a template and what it extends and imports need from outside."""
    assert ENV.loader is not None
    source = ENV.loader.get_source(ENV, template)[0]
    tree = ENV.parse(source)
    used = set(meta.find_undeclared_variables(tree))
    own = {macro.name for macro in tree.find_all(nodes.Macro)}
    imported = {str(name) for node in tree.find_all(nodes.FromImport) for name in node.names}
    used -= own | imported
    for other in meta.find_referenced_templates(tree):
        assert other is not None
        used |= names_used(other)
    return used


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_rendered_names_are_documented_fields(page: type[Page]) -> None:
    own = {field.name for field in fields(page)}
    assert names_used(page.template) == own
    documented = (Page.__doc__ or "") + (page.__doc__ or "")
    for name in own:
        assert re.search(rf"^    .*\b{name}\b.*  ", documented, re.M), f"{page.__name__}.{name}"


def test_every_template_belongs_to_a_page() -> None:
    templates = {path.name: path.read_text(encoding="utf-8") for path in find_templates().glob("*.html")}
    used = re.findall(r'{% (?:extends|include|from|import) "([^"]+)"', "".join(templates.values()))
    assert templates.keys() == {page.template for page in PAGES} | set(used)


def test_everything_that_pages_show_is_frozen() -> None:
    classes = [c for c in vars(contexts).values() if isinstance(c, type) and is_dataclass(c)]
    assert len(classes) > 15
    assert all(c.__dataclass_params__.frozen for c in classes)  # type: ignore[attr-defined]


def test_no_template_switches_escaping_off() -> None:
    for path in find_templates().glob("*.html"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup", source), path


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        ENV.from_string("{{ nothing_of_that_name }}").render()


def test_a_page_renders_from_its_fields_alone() -> None:
    page = IndexPage(
        title="Speakers",
        root="",
        nav=(Link("Speakers", "index.html", True),),
        made="",
        program="quotes 0",
        coverage=("Nothing.",),
        quotations=0,
        articles=0,
        flag_counts=(),
        unnamed=0,
        total=0,
        speakers=(),
        pager=None,
    )
    assert "no speakers" in render_page(page, ENV)
