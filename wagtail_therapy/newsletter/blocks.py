from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.content.streamfield import text_blocks

from .forms import newsletter_data_context, subscribe_form_context


class SubscribeFormBlock(blocks.StructBlock):
    """The subscribe form, anywhere in a page's body."""

    heading = text_blocks.CharBlock(
        label=_("Heading"), required=False, max_length=120, default=_("New posts by email")
    )
    text = text_blocks.CharBlock(
        label=_("Text"),
        required=False,
        max_length=300,
        help_text=_("Leave it empty to use the introduction from the newsletter settings."),
    )

    class Meta:
        is_for_pages_only = True
        # Its token is of this moment.
        is_kept = False
        icon = "mail"
        label = _("Subscribe form")
        group = _("Practice")
        description = _("Lets readers get new posts by email. It only asks for an email address.")
        template = "wagtail_therapy/newsletter/subscribe_form.html"
        preview_template = "wagtail_therapy/newsletter/preview/subscribe_form.html"
        preview_value = {"heading": _("New posts by email"), "text": ""}

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        form = subscribe_form_context(
            context.get("request"),
            heading=value.get("heading", ""),
            introduction=value.get("text", ""),
            page=context.get("page"),
        )
        return context | form


class NewsletterDataBlock(blocks.StaticBlock):
    """What the newsletter stores about readers, for the privacy page. Always up to date."""

    class Meta:
        is_for_pages_only = True
        icon = "lock"
        label = _("What the newsletter stores")
        group = _("Practice")
        description = _(
            "For your privacy page: what the newsletter stores about readers, why and for how long."
        )
        admin_text = _("We write this list for you in each language, from what this website does.")
        template = "wagtail_therapy/newsletter/newsletter_data.html"
        preview_template = "wagtail_therapy/newsletter/preview/newsletter_data.html"
        preview_value = None

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return context | newsletter_data_context((parent_context or {}).get("request"))
