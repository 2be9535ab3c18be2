from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_therapy.practice.crisis.presets import offered_countries


class PracticeForm(WagtailAdminModelForm):
    """Offers the countries whose crisis lines are up to date, and the one already chosen."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # The form lacks fields that the user may not edit.
        if field := self.fields.get("crisis_preset"):
            offered = {"", self.instance.crisis_preset, *offered_countries()}
            field.choices = [choice for choice in field.choices if choice[0] in offered]
