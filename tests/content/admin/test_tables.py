"""Columns of lists in the admin."""

import pytest
from bs4 import BeautifulSoup
from wagtail.admin.ui.tables import Table

from wagtail_therapy.content.admin.tables import CapitalizedColumn, TickColumn


def cell(column, value):
    table = Table([column], [{"one": value}])
    return BeautifulSoup(table.render_html({}), "html.parser").select_one("tbody td")


@pytest.mark.parametrize(
    ("value", "shown"), [(True, ("Yes", 1)), (False, ("", 0)), (None, ("", 0))]
)
def test_tick_column_shows_a_tick_or_nothing(value, shown):
    found = cell(TickColumn("one"), value)
    assert (found.get_text(strip=True), len(found.select("svg.icon-check"))) == shown


def test_capitalized_column_begins_a_label_with_a_capital():
    found = cell(CapitalizedColumn("one"), "waiting, can be cancelled")
    assert found.get_text(strip=True) == "Waiting, can be cancelled"
