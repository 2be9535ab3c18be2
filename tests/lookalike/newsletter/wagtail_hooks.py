"""A menu "Newsletter" with "Mailings" and "Subscribers", as ours is."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Mailing, Subscriber


class MailingViewSet(ModelViewSet):
    model = Mailing
    name = "mailings"
    menu_label = "Mailings"
    icon = "mail"
    form_fields = ["site", "page", "subject"]


class SubscriberViewSet(ModelViewSet):
    model = Subscriber
    name = "subscribers"
    menu_label = "Subscribers"
    icon = "group"
    form_fields = ["site", "email"]


class NewsletterViewSetGroup(ViewSetGroup):
    menu_label = "Newsletter"
    menu_icon = "mail"
    items = (MailingViewSet, SubscriberViewSet)


@hooks.register("register_admin_viewset")
def register_newsletter():
    return NewsletterViewSetGroup()
