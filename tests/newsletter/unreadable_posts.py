"""The ways in which a post that was emailed can't be read any more."""

from wagtail.models import PageViewRestriction


def unpublish(page):
    page.unpublish()


def delete(page):
    page.delete()


def hide(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
