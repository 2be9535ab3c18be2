"""Our pages go before our apps do; docs/how-to/uninstall.md says which."""

from wagtail.models import Page

from tests.pages import rows


def test_pages_go_with_the_blog_the_list_of_approaches_and_the_team(site, editor_client):
    blog, index, team = rows.blog(site), rows.approaches(site), rows.team(site)
    rows.post(blog, rows.author())
    rows.approach(index, short_definition="What it is.")

    for page in (blog, index, team):
        assert editor_client.post(f"/admin/pages/{page.pk}/delete/").status_code == 302

    left = Page.objects.filter(depth__gt=1)
    assert [page.specific_class._meta.label for page in left] == ["testapp.HomePage"]
