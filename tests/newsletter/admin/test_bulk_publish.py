"""What is asked about the mail before pages are published in bulk."""

import pytest

from tests.newsletter import editors, publishing, rows
from tests.testapp.models import HomePage
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent


@pytest.fixture
def wished(make_post, ada, site):
    rows.subscribers(site, 2)
    post = make_post(choice=None)
    rows.answer(post, "send", ada.user)
    return post


def asked(response):
    """Return the names, answers and chosen answers on the page, and what it says of each post."""
    page = editors.parsed(response)
    radios = page.select("fieldset input[type=radio]")
    chosen = [(one["name"], one["value"]) for one in radios if one.has_attr("checked")]
    texts = [" ".join(one.get_text(" ").split()) for one in page.select("fieldset")]
    return [one["name"] for one in radios], chosen, texts


def mailed():
    return [mailing.page.title for mailing in Mailing.objects.all()]


def answers():
    return list(PostMailIntent.objects.order_by("pk").values_list("choice", "set_by__email"))


def test_wish_is_asked_about_before_anything_is_published(mo, wished):
    response = mo.client.post(publishing.bulk_url(wished))
    names, chosen, [text] = asked(response)
    wished.refresh_from_db()
    assert (wished.live, names, chosen) == (False, [f"therapy_mail_{wished.pk}"] * 2, [])
    assert text.startswith("On endings ada@host.example has asked for this post to be emailed")
    assert "Yes, email it to 2 readers" in text


def test_yes_that_counts_is_chosen_already(mo, make_post):
    post = make_post()
    _names, chosen, [text] = asked(mo.client.post(publishing.bulk_url(post)))
    assert (chosen, "has asked" in text) == ([(f"therapy_mail_{post.pk}", "send")], False)


@pytest.mark.parametrize(
    ("answer", "kept", "result"),
    [
        ("send", ("send", "mo@host.example"), ["On endings"]),
        ("dont", ("dont", "mo@host.example"), []),
        ("", ("asked", "ada@host.example"), []),
        ("all", ("asked", "ada@host.example"), []),
    ],
)
def test_answer_of_who_publishes_decides(mo, wished, answer, kept, result):
    publishing.publish_in_bulk(mo, wished, **{f"therapy_mail_{wished.pk}": answer})
    wished.refresh_from_db()
    assert (wished.live, answers(), mailed()) == (True, [kept], result)


def test_pages_without_a_yes_or_wish_are_published_at_once(mo, make_post):
    post = make_post(choice="dont")
    response = mo.client.post(publishing.bulk_url(post))
    post.refresh_from_db()
    assert (response.status_code, post.live, mailed()) == (302, True, [])


def test_post_that_was_mailed_is_not_asked_about(mo, make_post):
    post = rows.publish(make_post())
    assert mo.client.post(publishing.bulk_url(post)).status_code == 302


def test_drafts_below_are_asked_about_when_they_are_published_as_well(mo, wished, site):
    section = site.root_page.add_child(instance=HomePage(title="Section", live=False))
    wished.move(section, pos="last-child")
    url = publishing.bulk_url(section)
    with_drafts = {"include_descendants": "on"}

    response = mo.client.post(url, with_drafts)
    assert asked(response)[0] == [f"therapy_mail_{wished.pk}"] * 2
    inputs = editors.parsed(response).select("main form input[type=hidden]")
    hidden = {one["name"]: one["value"] for one in inputs}

    mo.client.post(url, hidden | {f"therapy_mail_{wished.pk}": "send"})
    wished.refresh_from_db()
    assert (wished.live, mailed()) == (True, ["On endings"])


def test_who_may_not_publish_is_not_asked_and_publishes_nothing(ada, wished):
    ada.client.post(publishing.bulk_url(wished))
    wished.refresh_from_db()
    assert (wished.live, answers()) == (False, [("send", "ada@host.example")])


def test_unpublishing_in_bulk_asks_nothing(mo, make_post):
    post = rows.publish(make_post())
    url = publishing.bulk_url(post).replace("/publish/", "/unpublish/")
    assert mo.client.post(url).status_code == 302
