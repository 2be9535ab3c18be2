from typing import Any

from wagtail_therapy.conf import conf


def base_context() -> dict[str, Any]:
    """Return what ``wagtail_therapy/base.html`` needs in the context of every view of ours."""
    return {
        "therapy_base_template": conf.base_template,
        "therapy_base_has_notices": conf.base_template_has_notices,
        "therapy_palette": conf.palette,
    }
