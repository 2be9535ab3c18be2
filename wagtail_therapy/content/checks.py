"""Mistakes in the host's ``WAGTAIL_THERAPY`` that concern all our apps."""

from django.core import checks
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from wagtail_therapy.conf import DEFAULTS, conf

LABEL = "wagtail_therapy_content"


def register_checks():
    for check in (check_setting_names, check_base_template):
        checks.register(check)


def check_setting_names(app_configs, **kwargs):
    return [
        checks.Error(
            f"WAGTAIL_THERAPY[{name!r}] is no setting of wagtail-therapy.",
            hint=f"It knows {', '.join(sorted(DEFAULTS))}.",
            id=f"{LABEL}.E001",
        )
        for name in conf.unknown_names
    ]


def check_base_template(app_configs, **kwargs):
    try:
        get_template(conf.base_template)
    except TemplateDoesNotExist:
        return [
            checks.Error(
                f"There is no template {conf.base_template!r} for our pages to extend.",
                hint="Set WAGTAIL_THERAPY['BASE_TEMPLATE'] to the base template of your site.",
                id=f"{LABEL}.E002",
            )
        ]
    return []
