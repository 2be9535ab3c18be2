from typing import Any

from wagtail_therapy.conf import conf


def base_context(request: Any = None) -> dict[str, Any]:
    """Return the context of ``wagtail_therapy/base.html``.

    Also a context processor, for pages that a host renders with that template, such as a 404.
    """
    return {
        "therapy_base_template": conf.base_template,
        "therapy_base_has_notices": conf.base_template_has_notices,
        "therapy_palette": conf.palette,
    }
