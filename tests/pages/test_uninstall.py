"""Our pages go before our apps do; docs/reference/apps.md says how."""

import re

from wagtail.models import Page

from tests.pages import rows
from tests.wheels import ROOT


def documented_lines():
    text = (ROOT / "docs/reference/apps.md").read_text()
    [code] = re.findall(r"^    ```python\n(.*?)^    ```", text, re.DOTALL | re.MULTILINE)
    return code


def test_documented_lines_delete_our_pages_and_nothing_else(site):
    ada = rows.author()
    rows.post(rows.blog(site), ada)
    rows.approach(rows.approaches(site), short_definition="What it is.")
    rows.team(site)

    exec("if True:\n" + documented_lines(), {})

    left = Page.objects.filter(depth__gt=1)
    assert [page.specific_class._meta.label for page in left] == ["testapp.HomePage"]
