from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_therapy.authors.api.representations import author_representation
from wagtail_therapy.authors.bios import TEMPLATE, bio_html
from wagtail_therapy.authors.teams import chosen_team, full_team
from wagtail_therapy.content.blocks import BLOCK_PREVIEW_TEMPLATE, BodyBlock
from wagtail_therapy.content.streamfield import text_blocks
from wagtail_therapy.content.streamfield.choosers import RememberedSnippetBlock
from wagtail_therapy.content.translations import locale_id_of

AUTHOR_MODEL = "wagtail_therapy_authors.Author"


class AuthorBioBlock(blocks.StructBlock):
    """An author's bio. Empty if the author is deleted or not published."""

    author = RememberedSnippetBlock(AUTHOR_MODEL, label=_("Author"))
    heading = text_blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=255,
        help_text=_("For example: About me"),
    )
    layout = blocks.ChoiceBlock(
        label=_("Show"),
        choices=[("full", _("The whole bio with licences")), ("short", _("The short bio"))],
        default="full",
    )

    class Meta:
        is_for_pages_only = True
        icon = "user"
        label = _("Author bio")
        group = _("People")
        description = _("Who an author is, with photo, bio and licences")
        template = TEMPLATE
        preview_template = BLOCK_PREVIEW_TEMPLATE

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        author = value.get("author")
        if author is None or not author.live:
            return ""
        request = (context or {}).get("request")
        heading, layout = value.get("heading") or "", value.get("layout", "full")
        template = self.get_template(value, context)
        return bio_html(author.localized, request, heading, layout, template)

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        data = super().get_api_representation(value, context)
        return data | {"author": author_representation(value.get("author"))}

    def get_preview_value(self) -> Any:
        author = self.child_blocks["author"].target_model(
            name="Orla Penhallow",
            post_nominals="PsyD",
            job_title=now("Clinical psychologist"),
            short_bio=now("I help people notice the patterns they keep meeting."),
        )
        return self.normalize({"author": author, "layout": "short"})


class TeamBlock(blocks.StructBlock):
    """Cards of the authors that an editor chose, or of all published authors."""

    heading = text_blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=255,
        help_text=_("For example: Who we are"),
    )
    people = blocks.ListBlock(
        RememberedSnippetBlock(AUTHOR_MODEL, label=_("Person")),
        label=_("People"),
        default=[],
        help_text=_("In this order. Leave it empty to show everyone who is published, by name."),
    )

    class Meta:
        icon = "group"
        label = _("Team")
        group = _("People")
        description = _("The people of the practice on short cards")
        template = "wagtail_therapy/authors/team_block.html"
        email_template = "wagtail_therapy/authors/emails/team_block.html"
        preview_template = BLOCK_PREVIEW_TEMPLATE

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        locale_id = locale_id_of(context)
        people = value.get("people")
        authors = chosen_team(people, locale_id) if people else full_team(locale_id)
        return context | {"authors": authors, "heading": value.get("heading")}

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        people = [author_representation(one) for one in value.get("people") or []]
        data = super().get_api_representation(value, context)
        return data | {"people": [one for one in people if one]}

    def get_preview_value(self) -> Any:
        model = self.child_blocks["people"].child_block.target_model
        people = [
            model(
                name="Orla Penhallow",
                job_title=now("Clinical psychologist"),
                short_bio=now("I help people notice the patterns they keep meeting."),
            ),
            model(name="Mateo Quill", job_title=now("Couple and family therapist")),
        ]
        return self.normalize({"heading": now("Who we are"), "people": people})


class NextStepBlock(blocks.StructBlock):
    """How to book, call or write, and who takes new clients. The page itself then has no card."""

    heading = text_blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=120,
        help_text=_("For example: How to begin"),
    )
    people = blocks.ListBlock(
        RememberedSnippetBlock(AUTHOR_MODEL, label=_("Person")),
        label=_("People"),
        default=[],
        help_text=_("If all of them are full, we say who else accepts new clients."),
    )

    class Meta:
        is_for_pages_only = True
        # The page around it has to know that it was rendered.
        is_kept = False
        icon = "calendar-check"
        label = _("Next step")
        group = _("Practice")
        description = _("How to book, call or write, from your practice settings")
        template = "wagtail_therapy/authors/next_step.html"
        preview_template = "wagtail_therapy/authors/preview/next_step.html"
        preview_value = {"heading": "", "people": []}

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        # Imported here, because a team page, which is one of the pages it looks at, has blocks.
        from wagtail_therapy.authors.next_steps import next_step_context

        context = super().get_context(value, parent_context)
        locale_id = locale_id_of(context)
        people = chosen_team(value.get("people") or [], locale_id)
        return context | next_step_context(context, people, value.get("heading") or "")

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        people = [author_representation(one) for one in value.get("people") or []]
        data = super().get_api_representation(value, context)
        return data | {"people": [one for one in people if one]}


class AuthoredBodyBlock(BodyBlock):
    """The body of pages with authors: all blocks of ``BodyBlock``, and those about people."""

    author_bio = AuthorBioBlock()
    team = TeamBlock()
    next_step = NextStepBlock()


def authors_with_bio(body: Iterable[Any]) -> set[UUID]:
    """Return the translation keys of the authors whose bios are in the body."""
    bios = [child.value.get("author") for child in body if isinstance(child.block, AuthorBioBlock)]
    return {author.translation_key for author in bios if author}
