from typing import Any

from wagtail_therapy.conf import conf


def base_context(request: Any = None) -> dict[str, Any]:
    """Return what ``wagtail_therapy/base.html`` needs in the context of every view of ours.

    A context processor, too, for what a host renders with it: the 404 of Django, for instance.
    """
    return {
        "therapy_base_template": conf.base_template,
        "therapy_base_has_notices": conf.base_template_has_notices,
        "therapy_palette": conf.palette,
    }
