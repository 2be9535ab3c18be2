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
from wagtail_therapy.practice.email.headers import ENCODED
from wagtail_therapy.practice.models.identity import Identity
from wagtail_therapy.practice.models.telephone_numbers import number_errors
from wagtail_therapy.practice.models.texts import Texts
from wagtail_therapy.practice.telephone import phone_url, region_of

OF_SITE = "_therapy_practice"


@register_setting(icon="home")
class PracticeSettings(Identity, Texts, BaseSiteSetting):
    """Who the practice is, and what every page and mail of it has to say. One per site.

    Read it with ``read(site)``: Wagtail's ``for_site`` writes a row where none is yet, and a page
    that somebody looks at must not.
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
        """Return the settings of a site, empty ones when no one has filled them in."""
        found = cls.objects.select_related("logo").filter(site=site)
        return getattr(site, OF_SITE, None) or found.first() or cls(site=site)

    @classmethod
    def read_each(cls, sites: Iterable[Site]) -> dict[Site, "PracticeSettings"]:
        """Return the settings of each site, in one query.

        Each site keeps its own for as long as the object lives, so that ``read()`` need not ask.
        """
        rows = cls.objects.select_related("logo").filter(site__in=sites)
        found = {row.site_id: row for row in rows}
        for site in sites:
            practice = found.get(site.pk) or cls()
            practice.site = site
            setattr(site, OF_SITE, practice)
        return {site: getattr(site, OF_SITE) for site in sites}

    @classmethod
    def sites_told_of(cls, sites: models.QuerySet) -> list[Site]:
        """Return those of the sites that have settings, with them, in one query."""
        rows = list(cls.objects.select_related("logo", "site").filter(site__in=sites))
        for row in rows:
            setattr(row.site, OF_SITE, row)
        return [row.site for row in rows]

    @classmethod
    def read_for(cls, request: HttpRequest) -> "PracticeSettings | None":
        """Return those of the request's site, which are kept for all; None without a site."""
        if not hasattr(request, "_therapy_practice"):
            request._therapy_practice = cls._kept_for(request)
        return request._therapy_practice

    @classmethod
    def _kept_for(cls, request: HttpRequest) -> "PracticeSettings | None":
        site = Site.find_for_request(request)
        return cached(("practice", site.pk), lambda: cls.read(site), request) if site else None

    def clean(self) -> None:
        """:raises ValidationError: a link is none, a number can't be dialled, a name is a code."""
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
        """The country, as ISO 3166 has it, of telephone numbers without a country code."""
        preset = preset_of(self.crisis_preset)
        return region_of(self.country) or (preset.region if preset else "")

    @property
    def telephone_url(self) -> str:
        """What dials the practice; "" for a number that can't be dialled."""
        return phone_url("tel", self.telephone, self.phone_region)

    @property
    def link_list(self) -> list[str]:
        return [line.strip() for line in self.links.splitlines() if line.strip()]

    @property
    def display_name(self) -> str:
        """The name of the practice, else that of its site, else its address on the web."""
        return self.name or self.site.site_name or self.site.hostname

    @property
    def sender_lines(self) -> list[str]:
        """Who writes or asks for consent, where they are, and how to reach them, for a foot.

        Canada wants all three of both: SOR/2012-36, section 2.
        """
        address = [line.strip() for line in self.postal_address.splitlines() if line.strip()]
        ways = [way for way in (self.telephone, self.email) if way]
        return [self.display_name, *address, *(ways or [urlsplit(self.site.root_url).netloc])]

    @property
    def address_lines(self) -> list[str]:
        """Where clients come to, as it is shown to readers; none for a practice without."""
        if not (self.street_address or self.locality):
            return []
        town = " ".join(filter(None, [self.postal_code, self.locality]))
        place = ", ".join(filter(None, [town, self.region]))
        return [line for line in (self.street_address, place, self.country) if line]


def _name_problem(name: str) -> str | None:
    if ENCODED not in name:
        return None
    return _("Write the name as people read it, without “=?”: mail programs decode it.")
