from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.blocks import PageChooserBlock

from wagtail_therapy.conf import conf
from wagtail_therapy.content.fields import TherapyStreamField

MOST_WELCOME_POSTS = 5


class MailedPageChooserBlock(PageChooserBlock):
    """Chooses a page of a type that is mailed: the host's settings say which."""

    @cached_property
    def target_models(self) -> list[Any]:
        models = {model._meta.label_lower: model for model in apps.get_models()}
        named = [models.get(name.lower()) for name in conf.mailed_page_models]
        return [model for model in named if model]

    def clean(self, value: Any) -> Any:
        page = super().clean(value)
        # Wagtail's chooser offers only these, and checks nothing of what a browser sends.
        if page and not issubclass(page.specific_class or type(None), tuple(self.target_models)):
            raise ValidationError(_("Choose a post that is emailed to readers."))
        return page


class ReaderEmailTexts(models.Model):
    """What the practice says in emails to one reader, besides what we say in each of them."""

    confirmation_text = models.TextField(
        _("in the email that asks to confirm"),
        blank=True,
        help_text=_(
            "Shown above the button, after one sentence of ours that says what this is about. "
            "Leave an empty line between paragraphs."
        ),
    )
    sends_reminder = models.BooleanField(
        _("remind people who haven’t confirmed"),
        default=False,
        help_text=_(
            "One more email, a few days later, before we delete their address. Some laws forbid "
            "it, so ask if you aren’t sure."
        ),
    )
    reminder_text = models.TextField(
        _("in the reminder"),
        blank=True,
        help_text=_("Shown above the button. Leave it empty to use ours."),
    )
    sends_welcome = models.BooleanField(
        _("send a welcome email"),
        default=False,
        help_text=_("Once, after they confirm. Readers who come with an import don’t get it."),
    )
    welcome_text = models.TextField(
        _("in the welcome email"),
        blank=True,
        help_text=_("Leave it empty to use ours. Leave an empty line between paragraphs."),
    )
    welcome_posts = TherapyStreamField(
        [("post", MailedPageChooserBlock(label=_("Post")))],
        blank=True,
        max_num=MOST_WELCOME_POSTS,
        verbose_name=_("posts in the welcome email"),
        help_text=_("Posts that you take off the site are left out."),
    )

    panels: list[Panel] = [
        MultiFieldPanel(
            [
                FieldPanel("confirmation_text"),
                FieldPanel("sends_reminder"),
                FieldPanel("reminder_text"),
            ],
            heading=_("Until people confirm"),
        ),
        MultiFieldPanel(
            [FieldPanel("sends_welcome"), FieldPanel("welcome_text"), FieldPanel("welcome_posts")],
            heading=_("Welcome email"),
        ),
    ]

    class Meta:
        abstract = True
