from tests.wordpress_import.blogs import add_blog, imported
from tests.wordpress_import.wxr.exports import item
from wagtail_therapy.wordpress_import import reports


def test_report_has_no_formulas(site):
    run = imported(add_blog(site), item(title="=1+1"))
    rows = list(reports.csv_rows(run.lines.all()))
    assert [row[1] for row in rows] == ["Title", "'=1+1"]
