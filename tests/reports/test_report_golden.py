"""The pages of one small article as they were last read and found good.

After a change on purpose run `pytest --record tests/reports/test_report_golden.py`, and read the difference.
"""

from pathlib import Path

import pytest

from tests.conftest import FIXTURES
from tests.reports.conftest import Site

GOLDEN = FIXTURES / "golden_pages"


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("index.html", "index.html"),
        ("speaker.html", "speakers/tom-reyes"),
        ("article.html", "articles/harbour"),
        ("unnamed.html", "unnamed.html"),
    ],
)
def test_golden_page(site: Site, name: str, part: str, request: pytest.FixtureRequest) -> None:
    path, _ = site.find(part)
    page = (site.root / path).read_text(encoding="utf-8")
    main = page[page.index("<main") : page.index("</main>")] + "</main>\n"
    golden: Path = GOLDEN / name
    if request.config.getoption("--record"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(main, encoding="utf-8")
    assert main == golden.read_text(encoding="utf-8")
