"""Page types of a host that has swapped Wagtail’s base page (Wagtail 8.0 and newer)."""

from wagtail.test.basepage.models import BasePage

from wagtail_therapy.authors.mixins import TeamPageMixin


class PeoplePage(TeamPageMixin, BasePage):
    content_panels = BasePage.content_panels + TeamPageMixin.content_panels
    search_fields = BasePage.search_fields + TeamPageMixin.search_fields
