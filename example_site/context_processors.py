from django.conf import settings


def indexed(request):
    """Say whether search engines may list the demo: only while its pages are measured."""
    return {"is_indexed": settings.DEMO_IS_INDEXED}
