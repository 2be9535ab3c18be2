"""The question in the editor, asked and answered through Wagtail's own forms."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, ObjectList

from tests.newsletter import editors, rows
from tests.testapp.models import HomePage, JournalEntry
from wagtail_therapy.content.admin.panels import AdvicePanel
from wagtail_therapy.newsletter.admin import mailing_summary, panels
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.newsletter.sending import mailed_pages, mailings
from wagtail_therapy.pages.models import BlogPostPage

PUBLISH = {"action-publish": "yes"}
JSON = {"accept": "application/json"}


def answers():
    return list(PostMailIntent.objects.order_by("pk").values_list("choice", "set_by__email"))


SEND = [("send", "editor@host.example")]


def mailed():
    return [(mailing.page.title, mailing.state) for mailing in Mailing.objects.all()]


HELD = [("On endings", "held")]


def test_panel_asks_in_the_create_view(editor_client, site):
    rows.subscribers(site, 2)
    rows.subscriber(site, status="pending")
    choices, chosen, text = editors.question(editor_client.get(editors.add_url(site.root_page)))
    assert (choices, chosen) == (["send", "dont"], [])
    assert "Email this to subscribers?" in text
    assert "Yes, email it to 2 readers when it is published" in text


@pytest.mark.parametrize(("person", "is_offered"), [("mo", True), ("ada", False)])
def test_panel_offers_a_schedule_to_people_who_may_publish(request, make_post, person, is_offered):
    client = request.getfixturevalue(person).client
    page = editors.parsed(client.get(editors.edit_url(make_post(choice=None))))
    found = page.select("section [data-a11y-dialog-show=schedule-publishing-dialog]")
    labels = [" ".join(button.get_text().split()) for button in found]
    assert labels == ["Publish it later…"] * is_offered


def test_panel_asks_once_on_a_page(editor_client, site):
    page = editors.parsed(editor_client.get(editors.add_url(site.root_page)))
    assert len(page.select("input[name=mail_choice]")) == 2


def test_panel_is_on_no_other_page_type():
    asks = [
        any(isinstance(panel, panels.MailChoicePanel) for panel in model.content_panels)
        for model in (JournalEntry, BlogPostPage, HomePage)
    ]
    assert asks == [True, True, False]


def test_panel_asks_where_the_advice_ends_and_before_what_is_folded():
    kinds = [type(panel) for panel in JournalEntry.content_panels]
    place = kinds.index(AdvicePanel)
    open_after = [
        panel
        for panel in JournalEntry.content_panels[place + 2 :]
        if "collapsed" not in getattr(panel, "classname", "")
    ]
    assert (kinds[place + 1], open_after) == (panels.MailChoicePanel, [])


def test_panel_asks_at_the_end_of_a_form_without_advice(monkeypatch):
    monkeypatch.setattr(JournalEntry, "content_panels", [FieldPanel("title")])
    monkeypatch.setattr(JournalEntry, "base_form_class", WagtailAdminPageForm)
    panels.attach_to_mailed_models()
    kinds = [type(panel) for panel in JournalEntry.content_panels]
    assert kinds == [FieldPanel, panels.MailChoicePanel]


def test_publishing_in_the_create_view_mails_with_a_yes(editor_client, site, author):
    data = editors.entry(author, mail_choice="send", **PUBLISH)
    post, response = editors.create(editor_client, site, data)
    assert (response.status_code, post.live, answers(), mailed()) == (302, True, SEND, HELD)


@pytest.mark.parametrize("answer", [{}, {"mail_choice": ""}, {"mail_choice": "dont"}])
def test_publishing_in_the_create_view_mails_nothing_without_a_yes(
    editor_client, site, author, answer
):
    data = editors.entry(author, **answer, **PUBLISH)
    post, _response = editors.create(editor_client, site, data)
    assert (post.live, mailed()) == (True, [])


def test_an_answer_that_is_none_is_refused(editor_client, site, author):
    data = editors.entry(author, mail_choice="all", **PUBLISH)
    post, response = editors.create(editor_client, site, data)
    assert (post, response.status_code, answers()) == (None, 200, [])
    assert "mail_choice" in response.context["form"].errors


def test_a_draft_keeps_the_answer_and_starts_nothing(editor_client, site, author):
    post, _response = editors.create(editor_client, site, editors.entry(author, mail_choice="send"))
    assert (post.live, answers(), mailed()) == (False, SEND, [])
    assert editors.question(editor_client.get(editors.edit_url(post)))[1] == ["send"]

    editor_client.post(editors.edit_url(post), editors.edited(post, author, **PUBLISH))
    assert (answers(), mailed()) == (SEND, HELD)


def test_an_autosaved_draft_keeps_the_answer_and_starts_nothing(editor_client, site, author):
    post, response = editors.create(editor_client, site, editors.entry(author))
    revision = post.latest_revision_id
    for choice in ("send", "dont", "send"):
        data = editors.edited(post, author, mail_choice=choice, overwrite_revision_id=revision)
        response = editor_client.post(editors.edit_url(post), data, headers=JSON)
        assert response.json()["success"] is True
        assert answers() == [(choice, "editor@host.example")]
    assert mailed() == []


def test_an_autosaved_new_page_keeps_the_answer(editor_client, site, author):
    data = editors.entry(author, mail_choice="send")
    response = editor_client.post(editors.add_url(site.root_page), data, headers=JSON)
    assert (response.json()["success"], answers(), mailed()) == (True, SEND, [])


def test_an_answer_on_a_live_post_starts_nothing_until_it_is_published(
    editor_client, make_post, author, practice
):
    post = rows.publish(make_post(choice=None))
    editor_client.post(editors.edit_url(post), editors.edited(post, author, mail_choice="send"))
    assert (answers(), mailed(), mailed_pages.queue_missed()) == (SEND, [], [])

    editor_client.post(editors.edit_url(post), editors.edited(post, author, **PUBLISH))
    assert mailed() == HELD


def test_previewing_writes_nothing(editor_client, site, make_post, author):
    post = make_post(choice=None)
    views = {
        reverse("wagtailadmin_pages:preview_on_edit", args=[post.pk]): editors.edited,
        reverse(
            "wagtailadmin_pages:preview_on_add", args=[*editors.ADD, site.root_page.pk]
        ): lambda _post, author, **changes: editors.entry(author, slug="new", **changes),
    }
    for url, form in views.items():
        data = form(post, author, mail_choice="send")
        assert editor_client.post(url, data).json() == {"is_valid": True, "is_available": True}
        assert editor_client.get(url).status_code == 200
    assert answers() == []


def test_an_answer_given_again_keeps_its_time(editor_client, make_post, author):
    post = make_post()
    earlier = timezone.now() - timedelta(days=1)
    PostMailIntent.objects.update(set_at=earlier)
    editor_client.post(editors.edit_url(post), editors.edited(post, author, mail_choice="send"))
    assert PostMailIntent.objects.get().set_at == earlier


def test_a_copy_of_the_page_is_asked_about_by_itself(editor_client, site, make_post, author):
    post = rows.publish(make_post())
    data = {"new_title": "A copy", "new_slug": "copy", "new_parent_page": site.root_page.pk}
    url = reverse("wagtailadmin_pages:copy", args=[post.pk])
    editor_client.post(url, data | {"publish_copies": "on", "copy_subpages": ""})

    copy = JournalEntry.objects.get(slug="copy")
    assert (copy.live, mailed()) == (True, HELD)
    assert editors.question(editor_client.get(editors.edit_url(copy)))[1] == []


def test_panel_shows_what_will_be_sent_and_when(editor_client, make_post, author, practice):
    rows.subscribers(practice.site, 1)
    post = rows.publish(make_post())
    [at] = Mailing.objects.values_list("not_before", flat=True)

    choices, _chosen, text = editors.question(editor_client.get(editors.edit_url(post)))

    assert choices == []
    assert f"At {mailing_summary.when(at)} it will be sent to 1 reader. Until then you" in text


def test_panel_promises_no_time_to_correct_once_it_is_due(editor_client, make_post, practice):
    rows.subscribers(practice.site, 1)
    post = rows.publish(make_post())
    mailing = rows.end_hold()

    response = editor_client.get(editors.edit_url(post))

    text = editors.question(response)[2]
    [link] = editors.parsed(response).select(f"a[href='{mailing.get_absolute_url()}']")
    assert ("It’s about to be sent to 1 reader." in text, "Until then" in text) == (True, False)
    assert link.get_text(strip=True) == "Pause or cancel"


def test_panel_shows_the_result_of_a_mailing(editor_client, make_post):
    post = rows.publish(make_post())
    Mailing.objects.update(state="finished", total=3, sent=2, failed=1)
    choices, _chosen, text = editors.question(editor_client.get(editors.edit_url(post)))
    assert choices == []
    assert "it was sent to 2 of 3 readers." in text


def test_panel_leads_to_a_mailing_that_was_cancelled(editor_client, editor, make_post):
    post = rows.publish(make_post())
    mailing = Mailing.objects.get()
    mailings.cancel(mailing, user=editor)
    response = editor_client.get(editors.edit_url(post))
    [link] = editors.parsed(response).select(f"a[href='{mailing.get_absolute_url()}']")
    assert link.get_text(strip=True) == "Send it after all"
    assert editors.question(response)[0] == []


def test_panel_asks_again_when_the_post_was_withdrawn(editor_client, make_post):
    post = rows.publish(make_post())
    post.unpublish()
    choices, _chosen, _text = editors.question(editor_client.get(editors.edit_url(post)))
    assert choices == ["send", "dont"]


def test_panel_says_what_keeps_the_practice_from_mailing(editor_client, make_post):
    post = make_post()
    text = editors.parsed(editor_client.get(editors.edit_url(post))).get_text(" ")
    assert "No sender address. Set it under Settings → Practice." in text


def test_an_edit_handler_of_the_hosts_own_is_left_alone(therapy):
    class OwnForm(panels.MailChoiceForm):
        pass

    handler = ObjectList([FieldPanel("title")], base_form_class=OwnForm)
    before = JournalEntry.content_panels
    panels.attach_to_mailed_models()
    assert (JournalEntry.content_panels, len(handler.children)) == (before, 1)
