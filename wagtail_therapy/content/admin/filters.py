"""Filters for lists in the admin."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _


class YesNoFilter(django_filters.ChoiceFilter):
    """Offers "Yes" and "No". For an active ``BooleanFilter``, Wagtail shows "True"."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, choices=[(True, _("Yes")), (False, _("No"))], **kwargs)
