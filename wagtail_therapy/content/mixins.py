from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.content.base_template.context import base_context
from wagtail_therapy.content.caching import cached, request_key
from wagtail_therapy.content.content_checks.advice import Advice
from wagtail_therapy.content.metadata import json_ld
from wagtail_therapy.content.metadata.breadcrumbs import breadcrumbs
from wagtail_therapy.content.metadata.meta_tags import MetaImage, PageMeta
from wagtail_therapy.content.metadata.publisher import Node, publisher, root_url, share_image
from wagtail_therapy.content.models import FormerSlug
from wagtail_therapy.content.pictures.renditions import preview_image
from wagtail_therapy.content.streamfield.pictures import pictures_in_streams
from wagtail_therapy.content.visibility import private_paths

from . import former_slugs, page_copies, translations


class TherapyPageMixin(models.Model):
    """What all our page types have in common. Mix it in before the host's page class."""

    fallback_template = ""
    # Whether a search has it under “On this site”. Posts and approaches have their own headings.
    is_searched_as_page = True
    exclude_fields_in_copy = [*page_copies.DATE_FIELDS, *page_copies.PLANNING_FIELDS]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        translations.cache_locale(self, request)
        context = super().get_context(request, *args, **kwargs) | base_context()
        # A route may have said with describe_as() what it shows.
        described = (getattr(self, name, "") for name in ("seo_title", "search_description"))
        # Wagtail may have loaded the page before the change that gave a new name.
        version = (self._meta.label, self.pk, self.last_published_at)
        key = ("meta", *version, request.path, *described, *request_key(request))
        return context | {"meta": cached(key, lambda: self.get_meta(request), request)}

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[str]:
        """Return the host's template for this page type, then ours as the fallback."""
        return [super().get_template(request, *args, **kwargs), self.fallback_template]

    def is_kept(self, request: HttpRequest | None) -> bool:
        """Whether parts of the page may be kept for other visitors: it is live and public.

        Asked of the cache once for each object.
        """
        if request is None or getattr(request, "is_preview", False) or not (self.live and self.pk):
            return False
        if "_therapy_is_public" not in vars(self):
            key = ("is public", self.pk)
            self._therapy_is_public = cached(key, self._is_public, request)
        return self._therapy_is_public

    def _is_public(self) -> bool:
        # On most sites no page is private, and nothing above this one has to be looked at.
        return not (private_paths() and self.get_view_restrictions().exists())

    def get_meta(self, request: HttpRequest) -> PageMeta:
        """Return the page's metadata. Page types change it with ``dataclasses.replace``.

        The context has it as ``meta``. A route of the page replaces that with its own.
        """
        return PageMeta(
            title=self.get_meta_title(),
            canonical=self._canonical_url(request),
            description=" ".join(self.get_meta_description().split()),
            image=self._preview_image(request),
            published_at=self.first_published_at,
            modified_at=self.last_published_at,
            alternates=translations.hreflang_urls(self, request),
            site_name=publisher(request)["name"],
            language_code=self.locale.language_code,
        )

    def describe_as(self, meta: PageMeta) -> None:
        """Give the page a route's title and description, for the host's base template. Never saved.

        Most base templates print the title and description that an editor gave the page.
        """
        self.seo_title = meta.title
        self.search_description = meta.description

    def get_meta_title(self) -> str:
        # A host's own base page may have no seo_title and no search_description.
        return getattr(self, "seo_title", "") or self.title

    def get_meta_description(self) -> str:
        return getattr(self, "search_description", "")

    def get_meta_image(self) -> Any:
        """Return a Wagtail image for link previews, or None. Page types override it.

        For None they show that of the site, see ``register_share_image``.
        """
        return

    def get_meta_image_alt(self) -> str:
        """Return the alt text of that image: its description, never its title."""
        return getattr(self.get_meta_image(), "description", "")

    def get_pictures(self) -> list[tuple[Any, str]]:
        """Return the images that the page shows with our templates, or None, each with its use.

        They are made after publishing. Page types add their own; the uses are those of
        ``{% therapy_picture %}``.
        """
        return [(self.get_meta_image(), "preview"), *pictures_in_streams(self)]

    def get_advice(self) -> list[Advice]:
        """Return advice for the editor before readers see the page. Page types override it."""
        return []

    def get_json_ld(self, request: HttpRequest, meta: PageMeta) -> list[Node]:
        """Return the nodes of the page's graph. Page types add their own.

        If a view passes nodes as ``json_ld`` in its context, they are used instead.
        """
        root = root_url(request)
        page = json_ld.web_page(meta, root)
        crumbs = json_ld.breadcrumb_list(meta, breadcrumbs(self, request))
        if crumbs:
            page["breadcrumb"] = json_ld.reference(crumbs[0])
        site = json_ld.website(root, publisher(request)["name"])
        return [site, publisher(request), *crumbs, page]

    @cached_property
    def public_translations(self) -> list[Any]:
        # Read once, though get_meta() may be called more than once.
        return translations.public_translations(self)

    def _canonical_url(self, request: HttpRequest) -> str:
        address = (self._public_original() or self).get_full_url(request)
        # A page outside all sites has no URL, but can be previewed.
        return address or request.build_absolute_uri(request.path)

    def _public_original(self) -> Any:
        """Return the page that this one is an alias of, if it is public."""
        original = self.alias_of if self.alias_of_id else None
        if original and original.live and not original.get_view_restrictions().exists():
            return original
        return None

    def _preview_image(self, request: HttpRequest) -> MetaImage | None:
        own = self.get_meta_image()
        image = own or share_image(request)
        root = root_url(request)
        alt = self.get_meta_image_alt() if own else getattr(image, "description", "")
        key = ("preview image", image.pk, root, alt) if image else ()
        return cached(key, lambda: preview_image(image, root, alt), request) if image else None


class LocaleSlugMixin(models.Model):
    """A slug that is made from the name and unique in each locale. Former slugs are recorded.

    For translatable snippets with a ``name``. The model adds the constraint on locale and slug.
    """

    slug = models.SlugField(
        _("slug"),
        max_length=255,
        blank=True,
        allow_unicode=True,
        help_text=_("The end of the web address. Leave it empty to have it made from the name."),
    )

    # A GenericRelation, so that they are deleted with the row.
    former_slugs = GenericRelation(FormerSlug)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._set_locale()
        self.slug = self._available_slug(self.slug or slugify(self.name, allow_unicode=True))
        stored = self._stored_slug() if self._saves_slug(**kwargs) else None
        super().save(*args, **kwargs)
        if stored not in (None, self.slug):
            former_slugs.remember_slug(self, stored)

    def clean(self) -> None:
        """:raises ValidationError: another row in this locale has the slug that was entered."""
        super().clean()
        self._set_locale()
        if self.slug and self._others_in_locale().filter(slug=self.slug).exists():
            message = _("“%(slug)s” is already taken. Choose another, or leave this empty.")
            raise ValidationError({"slug": message % {"slug": self.slug}})

    def _saves_slug(self, update_fields: Iterable[str] | None = None, **kwargs: Any) -> bool:
        return self.pk is not None and (update_fields is None or "slug" in update_fields)

    def _stored_slug(self) -> str | None:
        stored = type(self)._base_manager.filter(pk=self.pk)
        return stored.values_list("slug", flat=True).first()

    def _set_locale(self) -> None:
        # Wagtail's forms set it only on sites with several languages.
        if self.locale_id is None:
            self.locale = self.get_default_locale()

    def _others_in_locale(self) -> QuerySet:
        return type(self)._default_manager.filter(locale=self.locale_id).exclude(pk=self.pk)

    def _available_slug(self, wanted: str) -> str:
        # Leaves room for the number, and gives names such as "☀" a slug at all.
        wanted = wanted[:240] or self._meta.model_name
        taken = set(
            self._others_in_locale().filter(slug__startswith=wanted).values_list("slug", flat=True)
        )
        candidates = (f"{wanted}-{number}" if number > 1 else wanted for number in count(1))
        return next(slug for slug in candidates if slug not in taken)


def subpage_url(page: Any, address: str, name: str, args: Sequence[Any] = ()) -> str:
    """Return the address of a routable page's route below ``address``; "" if that is empty."""
    # A host may have chosen WAGTAIL_APPEND_SLASH = False.
    return f"{address.rstrip('/')}/{page.reverse_subpage(name, args)}" if address else ""
