from django.http import HttpResponse
from django.utils.cache import patch_cache_control


def add_private_headers(response: HttpResponse) -> HttpResponse:
    """Keep this address between the reader and us: it may say what they worry about.

    Browsers name it to no other page and no file, so it is in no other log either. No cache
    keeps it; a page that was withdrawn could not be purged from there. A host that calls all its
    pages ``public`` takes ``private`` away, and leaves ``no-store``.
    """
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, no_store=True, max_age=0)
    return response
