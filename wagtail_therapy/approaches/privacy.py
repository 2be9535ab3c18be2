from django.http import HttpResponse
from django.utils.cache import patch_cache_control


def keep_to_reader(response: HttpResponse) -> HttpResponse:
    """Let nobody but the reader know which address this was: it may say what they worry about.

    Browsers name it to no other page and no file, so it stands in no other log either. Caches that
    several people share do not keep it; a page that was withdrawn could not be purged from it.
    """
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, max_age=0)
    return response
