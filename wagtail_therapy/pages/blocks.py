from wagtail_therapy.approaches.blocks import ApproachBodyBlock, ApproachTeaserBlock
from wagtail_therapy.approaches.blocks.concern_links import ConcernLinksBlock
from wagtail_therapy.approaches.compare.blocks import ComparisonBlock
from wagtail_therapy.blog.blocks import BlogBodyBlock, SidebarBlock
from wagtail_therapy.newsletter.blocks import NewsletterDataBlock, SubscribeFormBlock
from wagtail_therapy.practice.crisis.callout import CrisisCalloutBlock


class PageBodyBlock(BlogBodyBlock):
    """All blocks of all our apps, except the sections of an approach."""

    approach_teaser = ApproachTeaserBlock()
    comparison = ComparisonBlock()
    concern_links = ConcernLinksBlock()
    crisis_lines = CrisisCalloutBlock()
    subscribe_form = SubscribeFormBlock()
    newsletter_data = NewsletterDataBlock()


class ApproachPageBodyBlock(ApproachBodyBlock, PageBodyBlock):
    """All blocks of all our apps."""


class PageSidebarBlock(SidebarBlock):
    """All blocks for the sidebar of a blog."""

    subscribe_form = SubscribeFormBlock()
