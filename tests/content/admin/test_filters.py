"""What editors see of an active filter."""

from tests.pages import rows
from tests.parsed_html import parsed

LIST = "/admin/snippets/wagtail_therapy_approaches/concern/"


def concerns_and_filters(client, query):
    """Return which concerns are listed, and the filters in use."""
    page = parsed(client.get(f"{LIST}?{query}").content.decode())
    parts = ("tbody .title-wrapper", ".w-pill__content")
    return [[" ".join(one.get_text(" ").split()) for one in page.select(part)] for part in parts]


def test_boolean_filters_are_shown_as_yes_and_no(editor_client):
    rows.concern("Grief")
    rows.concern("Panic", shows_crisis_notice=True)

    asked = {
        answer: concerns_and_filters(editor_client, f"shows_crisis_notice={answer}")
        for answer in ("True", "False")
    }
    assert asked == {
        "True": [["Panic"], ["Crisis notice: Yes"]],
        "False": [["Grief"], ["Crisis notice: No"]],
    }
