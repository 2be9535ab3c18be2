from wagtail_therapy.authors.blocks import AuthoredBodyBlock


class PageBodyBlock(AuthoredBodyBlock):
    """All blocks of all our apps."""
