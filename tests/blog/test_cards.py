import pytest
from wagtail.models import PageViewRestriction

from tests.pages import rows
from wagtail_therapy.pages.models import BlogPostPage


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla")


def shown(client, blog):
    return client.get(blog.url).content.decode()


def test_card_follows_its_post_and_its_author(client, blog, orla):
    post = rows.post(blog, orla, title="Before")
    assert "Before" in shown(client, blog)

    post.title = "After"
    rows.publish(post)
    orla.name = "Orla Penhallow"
    orla.save()

    html = shown(client, blog)
    assert ("Before" in html, "After" in html, "Orla Penhallow" in html) == (False, True, True)


def test_card_that_is_kept_is_not_shown_of_a_post_that_became_private(client, blog, orla):
    post = rows.post(blog, orla, title="For clients")
    assert "For clients" in shown(client, blog)

    # No signal of ours hears of either.
    restriction = PageViewRestriction.objects.create(page=post, restriction_type="login")
    assert "For clients" not in shown(client, blog)
    restriction.delete()
    BlogPostPage.objects.update(live=False)
    assert "For clients" not in shown(client, blog)
