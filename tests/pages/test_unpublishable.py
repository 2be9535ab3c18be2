"""Pages that cannot go live, at the doors where Wagtail shows no form."""

import pytest
from django.contrib.messages import get_messages
from wagtail.models import GroupApprovalTask, PageLogEntry, Workflow, WorkflowPage, WorkflowTask

from tests.pages import rows
from wagtail_therapy.pages.models import BlogPostAuthor, BlogPostPage

NO_AUTHOR = "A post can’t be published without an author."


@pytest.fixture
def blog(site):
    return rows.blog(site)


def draft(blog, title, *authors):
    post = blog.add_child(instance=BlogPostPage(title=title, live=False))
    post.post_authors = [BlogPostAuthor(author=author) for author in authors]
    post.save_revision()
    return post


def messages(response):
    """Return the messages without their buttons."""
    found = get_messages(response.wsgi_request)
    return [str(message).partition("\n")[0] for message in found]


def live(*pages):
    return [type(page).objects.get(pk=page.pk).live for page in pages]


def publish_in_bulk(client, *pages, **form):
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"/admin/bulk/wagtailcore/page/publish/?{ids}&next=/admin/", form)


def test_bulk_publishes_the_good_ones_and_says_what_the_others_lack(editor_client, blog):
    good, bad = draft(blog, "Good", rows.author("Ada")), draft(blog, "Bad")

    response = publish_in_bulk(editor_client, bad, good, therapy_mail_asked="")

    assert (
        live(good, bad),
        messages(response)[:1],
    ) == (
        [True, False],
        [f"“Bad” was not published. {NO_AUTHOR}"],
    )


def test_bulk_with_what_lies_below_leaves_out_the_bad_ones(editor_client, blog):
    good, bad = draft(blog, "Good", rows.author("Ada")), draft(blog, "Bad")

    publish_in_bulk(editor_client, blog, include_descendants="on", therapy_mail_asked="")

    assert live(good, bad) == [True, False]


def test_bulk_of_nothing_but_bad_ones_says_no_page_was_published(editor_client, blog):
    response = publish_in_bulk(editor_client, draft(blog, "Bad"))

    [text] = messages(response)
    assert (response.status_code, text) == (302, f"“Bad” was not published. {NO_AUTHOR}")


def test_workflow_that_approves_a_post_without_author_says_so(editor, editor_client, blog):
    post = draft(blog, "On endings", rows.author("Ada"))
    task = GroupApprovalTask.objects.create(name="A look")
    workflow = Workflow.objects.create(name="Four eyes")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=blog)
    state = workflow.start(post, editor).current_task_state
    BlogPostAuthor.objects.all().delete()
    post.latest_revision.content["post_authors"] = []
    post.latest_revision.save()

    response = editor_client.post(
        f"/admin/pages/workflow/action/{post.pk}/approve/{state.pk}/", {"comment": ""}, follow=True
    )

    entry = PageLogEntry.objects.get(action="wagtail_therapy.not_published")
    assert (response.status_code, live(post), entry.message) == (
        200,
        [False],
        f"Not published. {NO_AUTHOR}",
    )
    assert f"“On endings” was not published. {NO_AUTHOR}" in response.content.decode()


@pytest.mark.parametrize("publish", ["", "on"])
def test_copy_to_an_address_of_the_blog_is_refused(editor_client, blog, publish):
    post = rows.post(blog, rows.author("Ada"))
    form = {"new_title": "Feed", "new_slug": "feed", "new_parent_page": blog.pk}

    response = editor_client.post(
        f"/admin/pages/{post.pk}/copy/", form | ({"publish_copies": publish} if publish else {})
    )

    [text] = messages(response)
    assert (response.status_code, BlogPostPage.objects.count()) == (302, 1)
    assert "was not copied. The blog uses this address itself. Choose another." in text


def test_copy_without_an_author_is_made_as_a_draft_and_not_live(editor_client, blog):
    post = rows.post(blog, rows.author("Ada"))
    BlogPostAuthor.objects.all().delete()
    form = {"new_title": "B", "new_slug": "b", "new_parent_page": blog.pk}
    copy = f"/admin/pages/{post.pk}/copy/"

    refused = editor_client.post(copy, form | {"publish_copies": "on"})
    editor_client.post(copy, form)

    assert (
        messages(refused),
        list(BlogPostPage.objects.filter(slug="b").values_list("live", flat=True)),
    ) == ([f"“A post” was not copied. {NO_AUTHOR}"], [False])
