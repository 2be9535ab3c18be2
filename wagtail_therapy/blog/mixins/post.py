from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from taggit.models import Tag
from wagtail.search import index

from wagtail_therapy.authors.admin.forms import AuthoredPageForm
from wagtail_therapy.authors.blocks import authors_with_bio
from wagtail_therapy.authors.mixins import ReviewedMixin
from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.profiles import full_profile_url
from wagtail_therapy.blog import querysets
from wagtail_therapy.blog.admin.post_panels import POST_PANELS
from wagtail_therapy.blog.api.fields import POST_API_FIELDS
from wagtail_therapy.blog.archives import RESERVED_SLUGS
from wagtail_therapy.blog.blocks import BlogBodyBlock, ChosenPostsBlock
from wagtail_therapy.blog.content_checks import post_advice
from wagtail_therapy.blog.json_ld import with_post
from wagtail_therapy.blog.meta_tags import post_meta
from wagtail_therapy.blog.mixins.excerpt import ExcerptMixin
from wagtail_therapy.blog.mixins.index import BlogIndexMixin
from wagtail_therapy.blog.mixins.lead_image import LeadImageMixin
from wagtail_therapy.blog.mixins.mail import MailedPostMixin
from wagtail_therapy.blog.mixins.previews import PreviewsMixin
from wagtail_therapy.blog.models import AuthoredPostMixin, Category
from wagtail_therapy.blog.post_lists.related_posts import RelatedPosts
from wagtail_therapy.blog.prefetching import prefetch_for_page
from wagtail_therapy.content.content_checks.advice import Advice
from wagtail_therapy.content.dates.mixin import DatesMixin
from wagtail_therapy.content.fields import TherapyStreamField
from wagtail_therapy.content.metadata.meta_tags import PageMeta
from wagtail_therapy.content.metadata.publisher import Node
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.orderables.ordering import sort_rows
from wagtail_therapy.content.text.citations import Citations
from wagtail_therapy.content.text.headings import ContentsEntry, table_of_contents
from wagtail_therapy.content.text.references import ReferencesBlock
from wagtail_therapy.content.translations import distinct_in_locale
from wagtail_therapy.practice.mixins import PageNoticesMixin


class BlogPostMixin(
    AuthoredPostMixin,
    ExcerptMixin,
    LeadImageMixin,
    MailedPostMixin,
    ReviewedMixin,
    DatesMixin,
    PageNoticesMixin,
    PreviewsMixin,
    TherapyPageMixin,
):
    """A post, which can't be live without an author.

    Mix it in before the host's page class, and add the panels and search fields of both. Add
    subclasses of ``PostAuthorMixin``, ``PostCategoryMixin`` and ``PostTagMixin``.
    """

    base_form_class = AuthoredPageForm
    fallback_template = "wagtail_therapy/blog/post.html"
    is_searched_as_page = False

    exclude_fields_in_copy = [*TherapyPageMixin.exclude_fields_in_copy, "updated_date"]

    body = TherapyStreamField(BlogBodyBlock(), verbose_name=_("body"), blank=True)
    related_reading = TherapyStreamField(
        ChosenPostsBlock(),
        verbose_name=_("further reading"),
        blank=True,
        help_text=_("Shown under the post. Empty: posts with the same categories and tags."),
    )
    references = TherapyStreamField(
        ReferencesBlock(),
        verbose_name=_("references"),
        blank=True,
        help_text=_(
            "Books and papers you rely on. Each gets a short name, such as lambert-2013. Write "
            "[ref:lambert-2013] in the text where you mean it."
        ),
    )
    content_notes = ParentalManyToManyField(
        "wagtail_therapy_content.ContentNote",
        verbose_name=_("content notes"),
        blank=True,
        related_name="+",
        help_text=_("Topics that readers may want to know of before they read."),
    )

    content_panels = POST_PANELS
    search_fields = [
        index.SearchField("excerpt"),
        index.SearchField("body"),
        index.RelatedFields(
            "post_authors", [index.RelatedFields("author", [index.SearchField("name")])]
        ),
    ]

    api_fields = POST_API_FIELDS

    class Meta:
        abstract = True

    def clean(self) -> None:
        """:raises ValidationError: the blog uses the slug itself."""
        super().clean()
        if RESERVED_SLUGS.fullmatch(self.slug or ""):
            message = _("The blog uses this address itself. Choose another.")
            raise ValidationError({"slug": message})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.measure_body()
        super().save(*args, **kwargs)

    def get_blog(self) -> Any:
        """Return the live blog that the post is in, or None."""
        parent = self.get_parent()
        # A preview of a new post isn't in the tree yet.
        blog = parent.specific if parent else None
        return blog if isinstance(blog, BlogIndexMixin) and blog.live else None

    def get_authors(self) -> list[Author]:
        """Return the authors in their order, in the post's language if they are translated.

        This includes authors whose bio isn't published: they wrote the post.
        """
        if hasattr(self, "listed_authors"):
            return self.listed_authors
        rows = self.get_rows("post_authors", "author")
        authors = [row.author for row in rows if row.author_id]
        return distinct_in_locale(authors, self.locale_id)

    def get_bio_authors(self) -> list[Author]:
        """Return the authors whose bios to show under the post: published, and not in the body."""
        placed = authors_with_bio(self.body)
        authors = self.get_authors()
        return [one for one in authors if one.live and one.translation_key not in placed]

    def get_categories(self) -> list[Category]:
        """Return the categories in their order, in the post's language if they are translated."""
        if hasattr(self, "listed_categories"):
            return self.listed_categories
        rows = self.get_rows("post_categories", "category")
        return distinct_in_locale([row.category for row in rows if row.category_id], self.locale_id)

    def get_tags(self) -> list[Tag]:
        return [row.tag for row in self.get_rows("post_tags", "tag")]

    def get_rows(self, relation: str, name: str) -> list[Any]:
        """Return the post's rows in a relation, with their related objects."""
        if not hasattr(self, "listed_rows"):
            return sort_rows(getattr(self, relation).select_related(name))
        if relation not in self.listed_rows:
            self.listed_rows[relation] = sort_rows(getattr(self, relation).select_related(name))
        return self.listed_rows[relation]

    def get_keys(self, relation: str, name: str) -> list[Any]:
        """Return the ids of those related objects."""
        keys = (getattr(row, f"{name}_id") for row in self.get_rows(relation, name))
        return [key for key in keys if key]

    def get_references(self) -> list[Any]:
        return [child.value for child in self.references]

    def get_content_notes(self) -> list[Any]:
        """Return the content notes, in the post's language if they are translated."""
        if hasattr(self, "listed_content_notes"):
            return self.listed_content_notes
        return distinct_in_locale(self.content_notes.all(), self.locale_id)

    def get_chosen_reading(self) -> list[Any]:
        """Return the public posts that an editor chose as further reading."""
        return querysets.chosen_public_posts(self.related_reading, self.get_site(), self.locale_id)

    def get_advice(self) -> list[Advice]:
        return post_advice(self)

    def get_meta(self, request: HttpRequest) -> PageMeta:
        prefetch_for_page(self, request)
        return post_meta(self, super().get_meta(request))

    def get_json_ld(self, request: HttpRequest, meta: PageMeta) -> list[Node]:
        prefetch_for_page(self, request)
        nodes = super().get_json_ld(request, meta)
        return with_post(nodes, self, meta, request, lambda one: full_profile_url(one, request))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        blog = self.get_blog()
        read: dict[str, Callable[[], Any]] = {
            "authors": self.get_authors,
            "bio_authors": self.get_bio_authors,
            "categories": self.get_categories,
            "tags": self.get_tags,
            "content_notes": self.get_content_notes,
            "contents": partial(self._contents, request),
        }
        lazy = {
            name: SimpleLazyObject(partial(self._read, request, one)) for name, one in read.items()
        }
        return (
            super().get_context(request, *args, **kwargs)
            | lazy
            | {
                "blog": blog,
                "citations": Citations(self.references),
                "neighbours": SimpleLazyObject(partial(RelatedPosts, self, blog, request)),
            }
        )

    def _read(self, request: HttpRequest, read: Callable[[], Any]) -> Any:
        # Only templates that aren't kept yet ask for it.
        prefetch_for_page(self, request)
        return read()

    def _contents(self, request: HttpRequest) -> list[ContentsEntry]:
        # The stored minutes belong to the saved body.
        is_preview = getattr(request, "is_preview", False)
        return table_of_contents(self.body, 0 if is_preview else self.reading_minutes)
