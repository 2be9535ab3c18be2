from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.content.fields import INLINE_FEATURES, PROSE_FEATURES

from .base import BLOCK_PREVIEW_TEMPLATE

INVENTED, COMPOSITE, REAL, PUBLISHED = "invented", "composite", "real", "published"


class VignetteBlock(blocks.StructBlock):
    """A story about a client. It says what it is based on, and is hidden if consent is missing.

    The practice keeps the written consent in its own files. It isn't uploaded.
    """

    text = blocks.RichTextBlock(
        label=_("Story"),
        features=PROSE_FEATURES,
        help_text=_("Change more than the name. Would the person recognise themselves?"),
    )
    basis = blocks.ChoiceBlock(
        label=_("What it is based on"),
        choices=[
            ("", _("Choose one")),
            (INVENTED, _("Invented")),
            (COMPOSITE, _("Several people, combined")),
            (REAL, _("A real person, disguised, who has agreed in writing")),
            (PUBLISHED, _("A published source")),
        ],
        search_index=False,
        help_text=_("Readers are told."),
    )
    has_consent = blocks.BooleanBlock(
        label=_("Their written consent is on file"),
        required=False,
        help_text=_("For a real person. Keep it in the practice’s files; do not upload it here."),
    )
    source = blocks.RichTextBlock(
        label=_("Where it was published"),
        required=False,
        features=INLINE_FEATURES,
        help_text=_("For a published source: who wrote it, and where."),
    )

    def clean(self, value: Any) -> Any:
        """:raises StructBlockValidationError: consent or source is missing. Drafts may be saved."""
        value = super().clean(value)
        if not self.is_deferred_validation:
            self._check_basis(value)
        return value

    def _check_basis(self, value: Any) -> None:
        errors = {}
        if value.get("basis") == REAL and not value.get("has_consent"):
            message = _("A story about a real person needs their written consent.")
            errors["has_consent"] = ValidationError(message)
        if value.get("basis") == PUBLISHED and not value.get("source"):
            errors["source"] = ValidationError(_("Say where it was published."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)

    def get_searchable_content(self, value: Any) -> list[str]:
        return super().get_searchable_content(value) if may_be_shown(value) else []

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        """Return the story and its basis, or None if it may not be shown."""
        return super().get_api_representation(value, context) if may_be_shown(value) else None

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        request = context.get("request")
        return context | {
            "may_be_shown": may_be_shown(value),
            "is_preview": getattr(request, "is_preview", False),
        }

    class Meta:
        icon = "user"
        label = _("Example of a client")
        group = _("People")
        description = _("A short story about a person in therapy, with what it is based on")
        template = "wagtail_therapy/content/blocks/vignette.html"
        email_template = "wagtail_therapy/content/emails/blocks/vignette.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE
        preview_value = {
            "text": _(
                "<p>Mina says yes to everything. In the sixth session she says no for the first "
                "time, to me, and we both laugh.</p>"
            ),
            "basis": INVENTED,
        }


def may_be_shown(value: Any) -> bool:
    """Whether the story says what it is based on, and has the consent or source it needs."""
    if value.get("basis") == REAL:
        return bool(value.get("has_consent"))
    if value.get("basis") == PUBLISHED:
        return bool(value.get("source"))
    return value.get("basis") in {INVENTED, COMPOSITE}
