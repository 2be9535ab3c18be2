"""Ways to publish a post, with or without the newsletter."""

from contextlib import contextmanager
from functools import cache

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from benchmarks import rows
from wagtail_therapy.newsletter.admin.panels import MailChoicePanel
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.newsletter.signal_handlers import register_signal_handlers
from wagtail_therapy.pages.models import BlogPostPage


@contextmanager
def newsletter_off():
    """Act as if MAILED_PAGE_MODELS did not name our posts."""
    page_published.disconnect(sender=BlogPostPage, dispatch_uid=f"queue {BlogPostPage}")
    BlogPostPage.get_edit_handler = staticmethod(_editor_without_question)
    try:
        yield
    finally:
        del BlogPostPage.get_edit_handler
        register_signal_handlers()


@cache
def _editor_without_question():
    # Undoes what attach_to_mailed_models did, while the editor is built.
    attached = BlogPostPage.base_form_class, BlogPostPage.content_panels
    BlogPostPage.base_form_class = Page.base_form_class
    BlogPostPage.content_panels = [
        panel for panel in BlogPostPage.content_panels if not isinstance(panel, MailChoicePanel)
    ]
    try:
        return Page.__dict__["get_edit_handler"].fn(BlogPostPage)
    finally:
        BlogPostPage.base_form_class, BlogPostPage.content_panels = attached


class CodePublisher:
    """Publishes like Wagtail's scheduler and workflows."""

    name = "publish by code"

    def __init__(self, site, author):
        self.site = site
        self.author = author

    def draft(self, is_mailed) -> BlogPostPage:
        """Return a post that is ready to be published."""
        post = rows.draft(self.site, [self.author])
        if is_mailed:
            rows.wish_to_mail(post)
        return post

    def publish(self, post, is_mailed):
        post.latest_revision.publish()


class EditorPublisher:
    """Publishes like an author, with the form of the page editor."""

    name = "publish in the editor"

    def __init__(self, site, author):
        self.site = site
        self.author = author
        users = get_user_model().objects
        name = {users.model.USERNAME_FIELD: "editor@practice.example"}
        self.client = Client()
        self.client.force_login(users.create_superuser(**name, password=None))

    def draft(self, is_mailed) -> BlogPostPage:
        """Return a post that has only a title."""
        return rows.draft(self.site, [])

    def publish(self, post, is_mailed):
        answer = {"mail_choice": PostMailIntent.Choice.SEND} if is_mailed else {}
        url = reverse("wagtailadmin_pages:edit", args=[post.pk])
        self.client.post(url, self._form(post) | answer)

    def _form(self, post):
        return nested_form_data(
            {
                "title": post.title,
                "slug": post.slug,
                "excerpt": post.excerpt,
                **{name: streamfield([]) for name in ("body", "references", "related_reading")},
                "post_authors": inline_formset([{"author": self.author.pk}]),
                "post_categories": inline_formset([]),
                "comments": inline_formset([]),
                **dict.fromkeys(["crisis_notice", "disclaimer", "exit_button"], "inherit"),
                "action-publish": "yes",
            }
        )


def check(post, is_mailed):
    """:raises RuntimeError: the post was not published, or not mailed although it should be."""
    post.refresh_from_db()
    if not post.live or Mailing.objects.filter(page=post).exists() != is_mailed:
        raise RuntimeError(f"post {post.pk} was not published as it should be")
