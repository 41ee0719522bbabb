"""The style sheet: everything is legible, by daylight and in the dark, and nothing by colour alone."""

import re

import pytest

from quotes.reports.environment import find_templates

CSS = "".join(path.read_text(encoding="utf-8") for path in sorted(find_templates().glob("*.css")))
# WCAG 2.2, success criterion 1.4.3: text against its background.
ENOUGH_CONTRAST = 4.5


def read_palette(*, dark: bool) -> dict[str, str]:
    light, night = CSS.split("@media (prefers-color-scheme: dark)")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", night.partition("*,")[0] if dark else light))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_contrast(dark: bool) -> None:
    palette = read_palette(dark=dark)
    text = ("ink", "soft", "link", "source", "cue", "flag", "high", "medium", "low")
    marked = ("ink", "link", "source", "cue", "flag")
    pairs = [(name, ground) for name in text for ground in ("paper", "raised")]
    pairs += [(name, ground) for name in marked for ground in ("content", "content-2", "content-3")]
    for name, ground in pairs:
        light, deep = sorted((luminance(palette[name]), luminance(palette[ground])), reverse=True)
        assert (light + 0.05) / (deep + 0.05) >= ENOUGH_CONTRAST, (name, ground)


def test_marks_differ_by_line_and_not_by_colour_alone() -> None:
    styles = {
        role: re.search(rf"^\.m\.{role} {{(.*)}}", CSS, re.M).group(1)  # type: ignore[union-attr]
        for role in ("s", "q", "c", "c2", "f")
    }
    lines = {
        role: re.findall(r"solid 2px|dashed|wavy|2px solid|box-shadow", style)
        for role, style in styles.items()
    }
    assert all(lines.values())
    assert len({tuple(line) for line in lines.values()}) == len(lines)


def test_every_colour_is_defined_for_both() -> None:
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) <= {*read_palette(dark=False), "serif", "sans"}
    assert set(read_palette(dark=True)) == set(read_palette(dark=False))


def test_every_class_in_a_template_has_a_style() -> None:
    used = set()
    for path in find_templates().glob("*.html"):
        for names in re.findall(r'class="([\w -]+)"', path.read_text(encoding="utf-8")):
            used.update(names.split())
    styled = set(re.findall(r"\.([a-z][\w-]*)", CSS))
    assert used <= styled


def test_what_the_script_hides_is_hidden_whatever_its_display() -> None:
    assert re.search(r"^\[hidden\] \{ display: none !important; \}", CSS, re.M)
