from collections.abc import Iterable
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from wagtail_therapy.content.caching import cached
from wagtail_therapy.practice.admin.forms import PracticeForm
from wagtail_therapy.practice.admin.panels import PRACTICE_PANELS
from wagtail_therapy.practice.crisis.presets import preset_of
from wagtail_therapy.practice.emails.headers import ENCODED_WORD_START
from wagtail_therapy.practice.models.identity import Identity
from wagtail_therapy.practice.models.telephone_numbers import number_errors
from wagtail_therapy.practice.models.texts import Texts
from wagtail_therapy.practice.telephone import phone_url, region_of

SETTINGS_ATTRIBUTE = "_therapy_practice"
# What is read with the settings.
IMAGES = ["logo", "share_image"]


@register_setting(icon="home")
class PracticeSettings(Identity, Texts, BaseSiteSetting):
    """Who the practice is, and the notices on its pages and in its emails. One per site.

    Read it with ``read(site)``. Wagtail's ``for_site`` writes a row if there is none, which a GET
    must not do.
    """

    # Not ``site.practicesettings``: a host's own settings may have that name.
    site = models.OneToOneField(Site, on_delete=models.CASCADE, editable=False, related_name="+")

    select_related = ["site"]
    base_form_class = PracticeForm

    panels = PRACTICE_PANELS

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    @classmethod
    def read(cls, site: Site) -> "PracticeSettings":
        """Return the settings of a site, or empty ones if there are none."""
        found = cls.objects.select_related(*IMAGES).filter(site=site)
        return getattr(site, SETTINGS_ATTRIBUTE, None) or found.first() or cls(site=site)

    @classmethod
    def read_each(cls, sites: Iterable[Site]) -> dict[Site, "PracticeSettings"]:
        """Return the settings of each site, in one query.

        Each site object caches its settings, so that ``read()`` takes no query.
        """
        rows = cls.objects.select_related(*IMAGES).filter(site__in=sites)
        found = {row.site_id: row for row in rows}
        for site in sites:
            practice = found.get(site.pk) or cls()
            practice.site = site
            setattr(site, SETTINGS_ATTRIBUTE, practice)
        return {site: getattr(site, SETTINGS_ATTRIBUTE) for site in sites}

    @classmethod
    def sites_with_settings(cls, sites: models.QuerySet) -> list[Site]:
        """Return the sites that have settings, with the settings cached, in one query."""
        rows = list(cls.objects.select_related("site", *IMAGES).filter(site__in=sites))
        for row in rows:
            setattr(row.site, SETTINGS_ATTRIBUTE, row)
        return [row.site for row in rows]

    @classmethod
    def read_for(cls, request: HttpRequest) -> "PracticeSettings | None":
        """Return the cached settings of the request's site; None without a site."""
        if not hasattr(request, "_therapy_practice"):
            request._therapy_practice = cls._cached_for(request)
        return request._therapy_practice

    @classmethod
    def _cached_for(cls, request: HttpRequest) -> "PracticeSettings | None":
        site = Site.find_for_request(request)
        if site is None:
            return None
        found = cached(("practice", site.pk), lambda: cls.read(site), request)
        # What is kept has no site, and asking for it would take a query.
        found.site = site
        return found

    def clean(self) -> None:
        """:raises ValidationError: for a wrong link, telephone number or name."""
        super().clean()
        errors = {
            "name": _name_problem(self.name),
            "sender_name": _name_problem(self.sender_name),
            "links": self._links_problem(),
            "exit_url": self._exit_problem(),
            **number_errors(self),
        }
        if found := {name: error for name, error in errors.items() if error}:
            raise ValidationError(found)

    def _links_problem(self) -> str | None:
        is_url = URLValidator(schemes=["http", "https"])
        for url in self.link_list:
            try:
                is_url(url)
            except ValidationError:
                message = _("“%(line)s” isn’t a web address. Write one on each line.")
                return message % {"line": url}
        return None

    def _exit_problem(self) -> str | None:
        if urlsplit(self.exit_url).hostname == self.site.hostname:
            return _("This is your own site. Choose a page that has nothing to do with you.")
        return None

    @property
    def phone_region(self) -> str:
        """The ISO 3166 country of telephone numbers without a country code."""
        preset = preset_of(self.crisis_preset)
        return region_of(self.country) or (preset.region if preset else "")

    @property
    def telephone_url(self) -> str:
        """The address that dials the practice; "" if the number can't be dialled."""
        return phone_url("tel", self.telephone, self.phone_region)

    @property
    def link_list(self) -> list[str]:
        return [line.strip() for line in self.links.splitlines() if line.strip()]

    @property
    def display_name(self) -> str:
        """The name of the practice, or else of its site, or else the hostname."""
        return self.name or self.site.site_name or self.site.hostname

    @property
    def sender_lines(self) -> list[str]:
        """The sender's name, postal address and contacts, for footers and requests for consent.

        Canada requires all three in both: SOR/2012-36, section 2.
        """
        address = [line.strip() for line in self.postal_address.splitlines() if line.strip()]
        ways = [way for way in (self.telephone, self.email) if way]
        return [self.display_name, *address, *(ways or [urlsplit(self.site.root_url).netloc])]

    @property
    def address_lines(self) -> list[str]:
        """The address that clients come to, as readers see it; empty without one."""
        if not (self.street_address or self.locality):
            return []
        town = " ".join(filter(None, [self.postal_code, self.locality]))
        place = ", ".join(filter(None, [town, self.region]))
        return [line for line in (self.street_address, place, self.country) if line]


def _name_problem(name: str) -> str | None:
    if ENCODED_WORD_START not in name:
        return None
    return _("Write the name as people read it, without “=?”, which email apps decode.")
