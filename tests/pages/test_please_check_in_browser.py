"""A piece of an old site in the editor: shown, explained, and not to be added."""

import pytest
from playwright.sync_api import expect

from tests.pages import rows
from tests.pages.pasting import BODY, insert, paste
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = pytest.mark.slow

HTML = "<table><tr><td colspan='2'>Ways</td></tr><tr><td>Here</td><td>There</td></tr></table>"
SAFE = '<table><tr><td colspan="2">Ways</td></tr><tr><td>Here</td><td>There</td></tr></table>'
PIECE = {"reason": "table", "name": "", "html": f"{HTML}<script>document.title = 'x'</script>"}
WHY = "A table with joined cells, or with more than words in its cells"


def test_piece_is_shown_with_its_reason_and_saved_unchanged(page, live_site, faults):
    body = [{"type": "please_check", "value": PIECE}]
    post = rows.post(rows.blog(live_site), rows.author(), title="Old", body=body)
    page.goto(f"{page.admin}/pages/{post.pk}/edit/")
    form = page.locator("#panel-child-content-body-section")

    expect(form.locator(".therapy-piece td")).to_have_text(["Ways", "Here", "There"])
    expect(form.get_by_text(WHY, exact=True).and_(form.locator("p"))).to_be_visible()
    expect(form.locator("textarea, select").filter(visible=True)).to_have_count(0)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("updated")

    [child] = BlogPostPage.objects.get().get_latest_revision_as_object().body.get_prep_value()
    assert child["value"] == {"reason": "table", "name": "", "html": SAFE}
    assert faults == []


def test_piece_can_not_be_added(page, form, faults):
    form.get_by_role("button", name="Insert a block").click()
    expect(page.get_by_role("option", name="Paragraph", exact=True)).to_be_visible()
    expect(page.get_by_role("option", name="Please check")).to_have_count(0)
    assert page.evaluate(f"'please_check' in {BODY}.blockDef.childBlockDefsByName")
    assert faults == []


def test_piece_becomes_real_blocks_when_it_is_copied_into_a_paragraph(page, live_site, faults):
    html = "<h2>Ways</h2><p>Here</p><table><tr><td>a</td><td>b</td></tr></table><p>There</p>"
    body = [{"type": "please_check", "value": PIECE | {"html": html}}]
    post = rows.post(rows.blog(live_site), rows.author(), title="Old", body=body)
    page.goto(f"{page.admin}/pages/{post.pk}/edit/")
    form = page.locator("#panel-child-content-body-section")
    copied = form.locator(".therapy-piece").inner_html()
    insert(page, form, "Paragraph")
    paste(page, copied)

    types = page.evaluate(f"{BODY}.children.map(child => child.type)")
    assert types == ["please_check", "heading", "paragraph", "table", "paragraph"]
    assert faults == []
