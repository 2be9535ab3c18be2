from django.http import HttpResponse
from django.utils.cache import patch_cache_control


def add_private_headers(response: HttpResponse) -> HttpResponse:
    """Keep the URL private, which may reveal what a reader worries about.

    Browsers don't send it to other pages, so it is in no other log. Caches don't store the page,
    because it couldn't be purged. If a host's middleware sets ``public``, ``no-store`` remains.
    """
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, no_store=True, max_age=0)
    return response
