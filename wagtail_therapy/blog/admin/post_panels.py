"""The panels of a post's form, in the order in which people write."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from wagtail_therapy.authors.mixins import ReviewedMixin
from wagtail_therapy.blog.admin.comments_panel import ArchivedCommentsPanel
from wagtail_therapy.blog.mixins.lead_image import LeadImageMixin
from wagtail_therapy.content.admin.panels import (
    COLLAPSED,
    AdvicePanel,
    OptionalChooserPanel,
    OptionalTagsPanel,
)
from wagtail_therapy.content.dates.mixin import DatesMixin
from wagtail_therapy.practice.mixins import PageNoticesMixin

POST_PANELS = [
    LeadImageMixin.lead_image_panel,
    FieldPanel("body"),
    OptionalChooserPanel(
        "post_authors",
        chooser_field_name="author",
        heading=_("Authors"),
        label=_("Author"),
        help_text=_("In the order that readers see. A post needs one to be published."),
        min_num=1,
        too_few_message=_("Choose who wrote this post."),
    ),
    OptionalChooserPanel(
        "post_categories",
        chooser_field_name="category",
        heading=_("Categories"),
        label=_("Category"),
        help_text=_("The few main topics of your blog."),
    ),
    # The newsletter adds its question after this panel.
    AdvicePanel(),
    FieldPanel("excerpt", **COLLAPSED),
    OptionalTagsPanel(
        "tags",
        help_text=_("Small topics, in your own words, with commas between them."),
        **COLLAPSED,
    ),
    FieldPanel("references", **COLLAPSED),
    FieldPanel("content_notes", widget=forms.CheckboxSelectMultiple, **COLLAPSED),
    DatesMixin.dates_panel,
    ReviewedMixin.review_panel,
    FieldPanel("related_reading", **COLLAPSED),
    PageNoticesMixin.notices_panel,
    ArchivedCommentsPanel(
        heading=_("Comments from your old site"), icon="comment", classname="collapsed"
    ),
]
