from typing import Any

from django import forms
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from wagtail_therapy.approaches.admin.forms import ApproachForm
from wagtail_therapy.approaches.api.fields import APPROACH_API_FIELDS
from wagtail_therapy.approaches.authored import AuthoredApproachMixin
from wagtail_therapy.approaches.blocks import ApproachBodyBlock, starting_body
from wagtail_therapy.approaches.compare.facts import COMPARE_ROWS
from wagtail_therapy.approaches.content_checks import approach_advice
from wagtail_therapy.approaches.json_ld import with_approach
from wagtail_therapy.approaches.mixins.claims import ClaimsMixin
from wagtail_therapy.approaches.mixins.facts import SessionFactsMixin
from wagtail_therapy.approaches.mixins.history import ClaimHistoryMixin
from wagtail_therapy.approaches.mixins.names import NamesMixin
from wagtail_therapy.approaches.mixins.practical import PracticalFactsMixin
from wagtail_therapy.approaches.page_context.parts import approach_meta
from wagtail_therapy.approaches.page_context.shown_approach import shown_context
from wagtail_therapy.approaches.publish_requirements import check_approach
from wagtail_therapy.authors.admin.panels import AuthorsPanel
from wagtail_therapy.authors.blocks import AUTHOR_MODEL, authors_with_bio
from wagtail_therapy.authors.mixins import ReviewedMixin
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.admin.panels import COLLAPSED, AdvicePanel, OptionalChooserPanel
from wagtail_therapy.content.content_checks.advice import Advice
from wagtail_therapy.content.dates.mixin import DatesMixin
from wagtail_therapy.content.fields import TherapyStreamField
from wagtail_therapy.content.metadata.meta_tags import PageMeta
from wagtail_therapy.content.metadata.publisher import Node
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.models import FormerSlug
from wagtail_therapy.content.orderables.ordering import sort_rows
from wagtail_therapy.content.text.references import ReferencesBlock
from wagtail_therapy.content.translations import distinct_in_locale, in_locale
from wagtail_therapy.practice.mixins import PageNoticesMixin

# The routes of a list of approaches.
RESERVED_SLUGS = {"compare", "concerns", "history", "take-along"}


class ApproachMixin(
    AuthoredApproachMixin,
    NamesMixin,
    SessionFactsMixin,
    PracticalFactsMixin,
    ClaimsMixin,
    ClaimHistoryMixin,
    ReviewedMixin,
    DatesMixin,
    PageNoticesMixin,
    TherapyPageMixin,
):
    """An explainer of one therapy approach.

    It can't be live without an author and a short definition, nor with claims that lack a source:
    see ``publish_requirements``.

    Mix it in before the host's page class, add the panels and search fields of both, and
    subclasses of ``ApproachConcernMixin`` and ``ApproachAuthorMixin``.
    """

    base_form_class = ApproachForm
    fallback_template = "wagtail_therapy/approaches/approach.html"
    exclude_fields_in_copy = [
        *TherapyPageMixin.exclude_fields_in_copy,
        *("updated_date", "change_note"),
    ]
    # The rows in which it is compared with others; a host adds its own.
    compare_rows = COMPARE_ROWS

    offered_here = models.BooleanField(
        _("offered here"),
        default=False,
        help_text=_("Tick it if someone in the practice works this way."),
    )
    offered_by = ParentalManyToManyField(
        AUTHOR_MODEL,
        verbose_name=_("offered by"),
        blank=True,
        related_name="+",
        help_text=_("Who works this way here. Shown on this page and on their profiles."),
    )
    disclosure = models.TextField(
        _("disclosure"),
        blank=True,
        help_text=_(
            "Tells readers that you earn money with it. If you leave it empty and it is offered "
            "here, our own sentence does."
        ),
    )
    body = TherapyStreamField(
        ApproachBodyBlock(), verbose_name=_("body"), blank=True, default=starting_body
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
    # Deleted with the page. See approaches.former_slugs.
    former_slugs = GenericRelation(FormerSlug)
    change_note = models.CharField(
        _("what has changed"),
        max_length=255,
        blank=True,
        help_text=_("In one sentence; readers see it beside the date."),
    )
    content_notes = ParentalManyToManyField(
        "wagtail_therapy_content.ContentNote",
        verbose_name=_("content notes"),
        blank=True,
        related_name="+",
        help_text=_("Topics that readers may want to know of before they read."),
    )

    practice_panel = MultiFieldPanel(
        [FieldPanel("offered_here"), AuthorsPanel("offered_by"), "disclosure"],
        heading=_("At this practice"),
        **COLLAPSED,
    )

    content_panels = [
        FieldPanel("short_definition"),
        FieldPanel("body"),
        *ClaimsMixin.claims_panels,
        FieldPanel("references"),
        OptionalChooserPanel(
            "approach_authors",
            chooser_field_name="author",
            heading=_("Authors"),
            label=_("Author"),
            help_text=_("In the order that readers see. A page needs one to be published."),
            min_num=1,
            too_few_message=_("Choose who wrote this page."),
        ),
        # The newsletter asks its question after this panel.
        AdvicePanel(),
        NamesMixin.names_panel,
        SessionFactsMixin.facts_panel,
        PracticalFactsMixin.practical_panel,
        practice_panel,
        FieldPanel("content_notes", widget=forms.CheckboxSelectMultiple, **COLLAPSED),
        DatesMixin.dates_panel,
        FieldPanel("change_note", **COLLAPSED),
        ReviewedMixin.review_panel,
        PageNoticesMixin.notices_panel,
    ]
    search_fields = [
        index.SearchField("short_definition"),
        index.SearchField("abbreviation"),
        index.AutocompleteField("abbreviation"),
        index.SearchField("also_known_as"),
        index.AutocompleteField("also_known_as"),
        index.SearchField("body"),
    ]
    api_fields = APPROACH_API_FIELDS

    class Meta:
        abstract = True

    def clean(self) -> None:
        """:raises ValidationError: the list of approaches uses the address itself."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            message = _("The list of approaches uses this address itself. Choose another.")
            raise ValidationError({"slug": message})

    def check_publishable(self) -> None:
        super().check_publishable()
        check_approach(self)

    def get_authors(self) -> list[Author]:
        """Return the authors in their order, in the page's language where they are translated.

        They include authors whose bio is not published, because they wrote the page.
        """
        if hasattr(self, "listed_authors"):
            return self.listed_authors
        rows = sort_rows(self.approach_authors.select_related("author"))
        return distinct_in_locale([row.author for row in rows if row.author_id], self.locale_id)

    def get_offering_authors(self) -> list[Author]:
        """Return the published authors who offer it, by name, in the page's language."""
        chosen = [author for author in self.offered_by.all() if author.live]
        translated = {one.translation_key: one for one in in_locale(chosen, self.locale_id)}
        return sorted(translated.values(), key=lambda author: (author.name, author.pk))

    def get_bio_authors(self) -> list[Author]:
        """Return the published authors whose bio is not in the body already."""
        placed = authors_with_bio(self.body)
        authors = self.get_authors()
        return [one for one in authors if one.live and one.translation_key not in placed]

    def get_references(self) -> list[Any]:
        return [child.value for child in self.references]

    def get_content_notes(self) -> list[Any]:
        """Return the notes, in the page's language where they are translated."""
        if hasattr(self, "listed_content_notes"):
            return self.listed_content_notes
        return distinct_in_locale(self.content_notes.all(), self.locale_id)

    def get_list(self) -> Any:
        """Return the live list that this approach is below, or None if it is elsewhere."""
        parent = self.get_parent()
        # A preview of a new page has no parent yet.
        index = parent.specific if parent else None
        return index if index and index.live and hasattr(index, "get_concern_url") else None

    def get_disclosure(self, offering: list[Author] | None = None) -> str:
        """Return the sentence on the practice's own interest in it; "" if it is not offered here.

        Pass ``offering``, the authors who offer it, if you have them already.
        """
        if not self.offered_here and offering is None:
            offering = self.get_offering_authors()
        if not (self.offered_here or offering):
            return ""
        return self.disclosure.strip() or gettext(
            "We offer this therapy ourselves, so read our view of it with that in mind."
        )

    def get_advice(self) -> list[Advice]:
        return approach_advice(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # First, because the metadata ask for what it reads.
        shown = shown_context(self, request)
        return super().get_context(request, *args, **kwargs) | shown

    def get_meta(self, request: HttpRequest) -> PageMeta:
        return approach_meta(self, super().get_meta(request))

    def get_meta_description(self) -> str:
        return super().get_meta_description() or self.short_definition

    def get_json_ld(self, request: HttpRequest, meta: PageMeta) -> list[Node]:
        return with_approach(super().get_json_ld(request, meta), self, meta, request)
