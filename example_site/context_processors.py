from django.conf import settings


def indexed(request):
    """Say whether search engines may list the demo: only while `make pages` measures it."""
    return {"is_indexed": settings.DEMO_IS_INDEXED}
