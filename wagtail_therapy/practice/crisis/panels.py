from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from .confirmations import State, state_of
from .practice_lines import all_lines

URL_NAME = "wagtail_therapy_crisis_lines"


def lines_url(site_id: int) -> str:
    return reverse(URL_NAME, args=[site_id])


class CrisisLinesPanel(Panel):
    """Lists the lines that are not checked yet, and links to the page where you check them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_therapy/practice/admin/crisis_lines_panel.html"

        @cached_property
        def unchecked(self) -> list[Any]:
            confirmed = self.instance.confirmed_lines
            lines = all_lines(self.instance)
            return [line for line in lines if state_of(line, confirmed) != State.CONFIRMED]

        @property
        def url(self) -> str:
            return lines_url(self.instance.site_id)

        def is_shown(self) -> bool:
            return bool(self.instance.pk and all_lines(self.instance))
