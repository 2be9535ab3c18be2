import logging

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage, Paginator
from django.db import models
from django.db.models import F
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from wagtail_therapy.authors.blocks import AUTHOR_MODEL, AuthoredBodyBlock, authors_with_bio
from wagtail_therapy.authors.bylines import byline
from wagtail_therapy.blog.listings import with_authors
from wagtail_therapy.content.excerpts import opening_words
from wagtail_therapy.content.fields import INLINE_FEATURES, TherapyStreamField
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.translations import in_locale

logger = logging.getLogger("wagtail_therapy.blog")


class BlogIndexMixin(TherapyPageMixin):
    """A page that lists the posts below it.

    Mix it in before the host's page class, and add the panels and search fields of both.
    """

    fallback_template = "wagtail_therapy/blog/index.html"
    posts_per_page = 10

    intro = RichTextField(_("introduction"), blank=True, features=INLINE_FEATURES)

    content_panels = ["intro"]
    search_fields = [index.SearchField("intro")]

    class Meta:
        abstract = True

    def get_posts(self):
        """Return the posts that a stranger may read, newest first: live, public, of this locale."""
        posts = self.get_children().type(BlogPostMixin).live().public()
        newest_first = F("first_published_at").desc(nulls_last=True)
        return posts.filter(locale=self.locale_id).order_by(newest_first, "-pk").specific()

    def get_context(self, request, *args, **kwargs):
        """:raises Http404: the request asks for a page of the list that does not exist."""
        posts = self._paginated(request.GET.get("page", 1))
        posts.object_list = with_authors(posts.object_list)
        return super().get_context(request, *args, **kwargs) | {"posts": posts}

    def _paginated(self, number):
        try:
            return Paginator(self.get_posts(), self.posts_per_page).page(number)
        except InvalidPage as error:
            raise Http404 from error


class PostAuthorMixin(Orderable):
    """One author of a post.

    The concrete class adds ``page = ParentalKey(<its post type>, related_name="post_authors")``.
    """

    # Empty only in drafts: an editor may add a row and save before choosing whom. No PROTECT:
    # modelcluster opens no revision that names a deleted row then. See named_authors.py.
    author = models.ForeignKey(
        AUTHOR_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = ["author"]

    class Meta(Orderable.Meta):
        abstract = True


class BlogPostMixin(TherapyPageMixin):
    """A post with authors, which can't be live without one.

    Mix it in before the host's page class, add the panels and search fields of both, and
    a subclass of ``PostAuthorMixin``.
    """

    fallback_template = "wagtail_therapy/blog/post.html"

    excerpt = models.TextField(
        _("excerpt"),
        blank=True,
        help_text=_("What lists and mails show of the post. When empty, its first words."),
    )
    categories = ParentalManyToManyField(
        "wagtail_therapy_blog.Category",
        verbose_name=_("categories"),
        blank=True,
        related_name="%(app_label)s_%(class)s_set",
    )
    body = TherapyStreamField(AuthoredBodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        InlinePanel("post_authors", heading=_("Authors"), label=_("Author"), min_num=1),
        FieldPanel("body"),
        FieldPanel("excerpt"),
        FieldPanel("categories", widget=forms.CheckboxSelectMultiple),
    ]
    search_fields = [index.SearchField("excerpt"), index.SearchField("body")]

    class Meta:
        abstract = True

    def save(self, clean=True, *args, **kwargs):
        """:raises ValidationError: the post is live and has no author."""
        # Not in clean(): the editor's form cleans a draft of a live post before it sets authors.
        if clean and self.live and not self._has_author():
            raise ValidationError(_("A post cannot be published without an author."))
        super().save(clean, *args, **kwargs)

    def publish(self, revision, *args, **kwargs):
        """Publish the revision. A scheduled one that has no author any more is unscheduled instead.

        :raises ValidationError: it has no author, and somebody is there to be told.
        """
        # The command catches nothing: an error here would hold back every later page of the host.
        is_scheduled = kwargs.get("log_action") == "wagtail.publish.scheduled"
        if is_scheduled and not revision.as_object()._has_author():
            self._unschedule(revision)
        else:
            super().publish(revision, *args, **kwargs)

    def _unschedule(self, revision):
        revision.approved_go_live_at = None
        # Wagtail writes it into the page's history when it is told of this field.
        revision.save(update_fields=["approved_go_live_at"])
        logger.error(
            "Page %s was to go live and has no author any more: its schedule is given up", self.pk
        )

    def _has_author(self):
        return any(row.author_id for row in self.post_authors.all())

    def get_authors(self):
        """Return the authors in their order, in the post's language where they are translated.

        They include those whose bio is not published: somebody wrote the post.
        """
        if hasattr(self, "listed_authors"):
            return self.listed_authors
        authors = [row.author for row in self.post_authors.all() if row.author_id]
        return in_locale(authors, self.locale_id)

    def get_bio_authors(self):
        """Return the authors to present under the post: published, and not in the body already."""
        placed = authors_with_bio(self.body)
        authors = self.get_authors()
        return [one for one in authors if one.live and one.translation_key not in placed]

    def get_categories(self):
        """Return the categories, in the post's language where they are translated."""
        return in_locale(self.categories.all(), self.locale_id)

    def get_excerpt(self):
        """Return plain text: the written excerpt, else the description, else the first words."""
        # A host's own base page may have no search_description.
        written = self.excerpt.strip() or getattr(self, "search_description", "").strip()
        return " ".join(written.split()) or opening_words(self.body)

    def get_mail_content(self):
        """Return the plain texts that a mail about the post is made of."""
        authors = byline(self.get_authors())
        return {"title": self.title, "excerpt": self.get_excerpt(), "byline": authors}

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "authors": self.get_authors(),
            "bio_authors": self.get_bio_authors(),
            "categories": self.get_categories(),
        }
