import pytest

from wagtail_therapy.content.page_cache.drafts import DRAFT_FIELDS


@pytest.mark.parametrize(
    ("update_fields", "is_draft"),
    [
        (None, False),
        ([], False),
        (["draft_title", "latest_revision"], True),
        (["draft_title", "title"], False),
    ],
)
def test_draft_is_recognised_by_the_saved_fields(update_fields, is_draft):
    assert DRAFT_FIELDS.issuperset(update_fields or [None]) is is_draft
