"""The question in the editor, where one user wishes and another decides."""

import pytest

from tests.newsletter import editors, rows
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent

PUBLISH = {"action-publish": "yes"}


def answers():
    return list(PostMailIntent.objects.order_by("pk").values_list("choice", "set_by__email"))


def mailed():
    return [(mailing.page.title, mailing.state) for mailing in Mailing.objects.all()]


CAN_EDIT = ["add_page", "change_page"]


def test_answer_of_an_editor_who_may_not_publish_is_a_wish(site, author):
    client = editors.member(site, *CAN_EDIT)
    _choices, _chosen, text = editors.question(client.get(editors.add_url(site.root_page)))
    assert "You can’t publish this post, so your answer is a wish." in text

    post, _response = editors.create(client, site, editors.entry(author, mail_choice="send"))
    choices, chosen, _text = editors.question(client.get(editors.edit_url(post)))
    assert (choices, chosen) == (["send", "dont"], ["send"])
    assert answers() == [("send", "member@host.example")]


def test_publisher_reads_the_wish_beside_the_question(editor_client, site, author):
    client = editors.member(site, *CAN_EDIT)
    post, _response = editors.create(client, site, editors.entry(author, mail_choice="send"))
    choices, chosen, text = editors.question(editor_client.get(editors.edit_url(post)))
    assert (choices, chosen) == (["send", "dont"], [])
    assert "member@host.example has asked for this post to be emailed to subscribers." in text


@pytest.mark.parametrize(
    ("answer", "kept", "result"),
    [
        ({}, [("asked", "member@host.example")], []),
        ({"mail_choice": "send"}, [("send", "editor@host.example")], [("On endings", "held")]),
        ({"mail_choice": "dont"}, [("dont", "editor@host.example")], []),
    ],
)
def test_publisher_decides_about_a_wish(editor_client, site, author, answer, kept, result):
    client = editors.member(site, *CAN_EDIT)
    post, _response = editors.create(client, site, editors.entry(author, mail_choice="send"))
    editor_client.post(editors.edit_url(post), editors.edited(post, author, **answer, **PUBLISH))
    assert (answers(), mailed()) == (kept, result)


def test_panel_asks_about_a_wish_again_after_the_post_was_published(editor_client, make_post, site):
    editors.member(site, *CAN_EDIT)
    post = make_post(choice=None)
    rows.answer(post, "send", editors.user_of("member@host.example"))
    rows.publish(post)
    choices, chosen, text = editors.question(editor_client.get(editors.edit_url(post)))
    assert (choices, chosen) == (["send", "dont"], [])
    assert "member@host.example has asked" in text


def test_panel_leads_an_editor_who_may_not_publish_to_no_mailing(site, make_post):
    post = rows.publish(make_post())
    response = editors.member(site, *CAN_EDIT).get(editors.edit_url(post))
    links = editors.parsed(response).select(f"a[href='{Mailing.objects.get().get_absolute_url()}']")
    assert links == []
