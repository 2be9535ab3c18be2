from tests.wordpress_import.export_table import row
from tests.wordpress_import.wxr.exports import export, item

CONTENT = "<p>a</p><hr><form>b</form>[gallery]"


def test_row_counts_what_a_file_becomes(tmp_path):
    path = tmp_path / "site.xml"
    path.write_text(export(item(content=CONTENT), item(id=2, type="attachment")))

    assert row(path) == "| site | 1 | 2 | 1 × form | 1 × form, 1 × separator |"


def test_row_says_why_a_file_is_refused(tmp_path):
    path = tmp_path / "page.xml"
    path.write_text("<html><body>a</body></html>")

    assert row(path) == "| page | refused: html | | | |"
