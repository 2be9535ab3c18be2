import re
from pathlib import Path

from wagtail_therapy.blog.models import ArchivedComment

PAGE = Path(__file__).parents[3] / "docs/concepts/privacy.md"


def test_page_names_each_column():
    section = PAGE.read_text().partition("comments from an old site\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)

    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(one.name for one in ArchivedComment._meta.concrete_fields)
