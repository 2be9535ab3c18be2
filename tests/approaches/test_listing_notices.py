"""A list asks for the notices of the concerns that it is narrowed to."""

from tests.approaches.rows import approach
from tests.pages import rows
from tests.parsing import parsed
from wagtail_therapy.practice.models import PracticeSettings


def test_list_that_is_narrowed_to_a_dangerous_concern_begins_with_the_crisis_lines(client, site):
    PracticeSettings.objects.create(site=site, crisis_notice="Call 911.")
    index, grief = rows.approaches(site), rows.concern("Grief")
    approach(index, "ACT", grief, rows.concern("Panic", shows_crisis_notice=True))

    def is_shown(query):
        page = parsed(client.get(index.url + query).content.decode())
        return bool(page.select(".therapy-first-notices"))

    queries = ["", "?concern=grief", "?concern=panic", "?concern=grief&concern=panic"]
    assert [is_shown(query) for query in queries] == [False, False, True, True]
