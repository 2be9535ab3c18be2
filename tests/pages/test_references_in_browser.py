"""A reference says how to cite it while it is being written."""

import pytest
from playwright.sync_api import expect

from tests.pages import rows
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = pytest.mark.slow


def headings(references):
    return [
        " ".join(text.split())
        for text in references.locator(
            "[data-streamfield-child]:visible [data-panel-heading]"
        ).all_inner_texts()
    ]


def test_key_is_made_of_what_is_typed_until_it_is_saved(page, live_site, faults):
    paper = {"authors": "Lambert, M.", "year": "2013", "title": "Outcome", "key": "lambert-2013"}
    post = rows.blog(live_site).add_child(
        instance=BlogPostPage(title="On endings", live=False, references=[("reference", paper)])
    )
    page.goto(f"{page.admin}/pages/{post.pk}/edit/")
    references = page.locator("#panel-child-content-references-section")
    references.get_by_role("button", name="Toggle section").first.click()
    assert headings(references) == ["Reference Lambert, M. 2013 cite as [ref:lambert-2013]"]

    references.get_by_role("button", name="Insert a block").last.click()
    references.get_by_label("DOI").last.fill("https://doi.org/10.1037/A0018378")
    expect(references).to_contain_text("cite as [ref:a0018378]")
    references.get_by_label("Authors").last.fill("Lambert, M. & O’Neill, Ó.")
    references.get_by_label("Year").last.fill("2013")
    assert headings(references)[1] == "Reference cite as [ref:lambert-2013-2]"

    # The saved key stays: texts cite it. A copy has one of its own.
    references.get_by_role("button", name="Toggle section").nth(1).click()
    references.get_by_label("Authors").first.fill("Ogles, B.")
    references.get_by_role("button", name="Duplicate").first.click()
    expect(references).to_contain_text("cite as [ref:ogles-2013]")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("updated")

    post.refresh_from_db()
    saved = post.get_latest_revision_as_object().references
    assert [one.value["key"] for one in saved] == ["lambert-2013", "ogles-2013", "lambert-2013-2"]
    assert faults == []
