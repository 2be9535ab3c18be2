import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests.pages import rows
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = rows.MAKES_RENDITIONS


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


@pytest.mark.parametrize("is_pinned", [True, False])
def test_first_two_pictures_of_a_list_are_loaded_at_once_and_the_first_before_others(
    client, blog, orla, is_pinned
):
    image = rows.image()
    posts = [rows.post(blog, orla, title=f"Post {number}", lead_image=image) for number in range(4)]
    blog.pinned = [{"type": "post", "value": posts[0].pk}] if is_pinned else []
    blog.save()

    pictures = BeautifulSoup(shown(client, blog), "html.parser").select(".therapy-card-image")

    assert [(one.get("fetchpriority"), one.get("loading")) for one in pictures] == [
        ("high", None),
        (None, None),
        (None, "lazy"),
        (None, "lazy"),
    ]


def test_picture_of_a_card_has_a_size_for_most_phones_between_the_small_and_the_large(
    client, blog, orla
):
    rows.post(blog, orla, lead_image=rows.image(width=1200, height=800))

    picture = BeautifulSoup(shown(client, blog), "html.parser").find("picture")

    sources = [picture.source["srcset"], picture.img["srcset"]]
    widths = [[one.split()[1] for one in sizes.split(", ")] for sizes in sources]
    assert widths == [["480w", "720w", "960w"]] * 2


def test_pinned_post_is_where_to_start(client, blog, orla):
    post = rows.post(blog, orla, title="Your first session")
    blog.pinned = [{"type": "post", "value": post.pk}]
    blog.save()

    card = BeautifulSoup(shown(client, blog), "html.parser").find(class_="therapy-card-pinned")

    assert card.find(class_="therapy-pinned").text == "Start here"
