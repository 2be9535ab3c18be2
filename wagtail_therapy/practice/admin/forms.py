from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_therapy.practice.crisis.presets import offered_countries


class PracticeForm(WagtailAdminModelForm):
    """Offers the countries whose crisis lines are not out of date, and the one that is chosen."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # A user who may not edit the field has none in the form.
        if field := self.fields.get("crisis_preset"):
            offered = {"", self.instance.crisis_preset, *offered_countries()}
            field.choices = [choice for choice in field.choices if choice[0] in offered]
