from wagtail_therapy.authors.blocks import AuthoredBodyBlock
from wagtail_therapy.newsletter.blocks import SubscribeFormBlock


class PageBodyBlock(AuthoredBodyBlock):
    """All blocks of all our apps."""

    subscribe_form = SubscribeFormBlock()
