"""The host's parts and ours of the same names, side by side. Run by tests/test_lookalike.py."""

from io import StringIO

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core import mail
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Locale, Page, Site

from tests.lookalike.authors.models import Author as HostAuthor
from tests.lookalike.authors.models import ReviewSettings as HostReviewSettings
from tests.lookalike.blog.models import BlogIndexPage as HostBlogIndexPage
from tests.lookalike.blog.models import BlogPostPage as HostBlogPostPage
from tests.lookalike.newsletter.models import NewsletterSettings as HostNewsletterSettings
from tests.lookalike.pages.models import ApproachIndexPage as HostApproachIndexPage
from tests.lookalike.pages.models import HomePage
from tests.lookalike.pages.models import TeamPage as HostTeamPage
from tests.lookalike.practice.models import PracticeSettings as HostPracticeSettings
from wagtail_therapy.authors.models import Author
from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import (
    Mailing,
    NewsletterSettings,
    PostMailIntent,
    Subscriber,
)
from wagtail_therapy.newsletter.sending import mailings
from wagtail_therapy.pages.models import (
    ApproachIndexPage,
    BlogIndexPage,
    BlogPostAuthor,
    BlogPostPage,
    TeamPage,
)
from wagtail_therapy.practice.models import PracticeSettings

# A label of the host's apps, and of ours, for each model of both names.
SNIPPETS = [
    ("authors", "author"),
    ("blog", "category"),
    ("content", "contentnote"),
    ("approaches", "concern"),
    ("approaches", "approachfamily"),
]
SETTINGS = [
    ("authors", "reviewsettings"),
    ("newsletter", "newslettersettings"),
    ("practice", "practicesettings"),
]
PAGE_TYPES = {
    "blog": ["blogindexpage"],
    "pages": ["teampage", "approachindexpage", "approachpage"],
    "wagtail_therapy_pages": ["blogindexpage", "teampage", "approachindexpage"],
}


class SideBySide(TestCase):
    @classmethod
    def setUpTestData(cls):
        Locale.objects.get_or_create(language_code="en")
        Site.objects.all().delete()
        Page.objects.filter(depth=2).delete()
        root = Page.objects.get(depth=1)
        cls.home = root.add_child(instance=HomePage(title="Home", slug="host"))
        cls.site = Site.objects.create(
            hostname="testserver", root_page=cls.home, is_default_site=True
        )
        cls.editor = get_user_model().objects.create_superuser("editor", password="known to all")

    def add(self, page):
        return self.home.add_child(instance=page)

    def opens(self, path):
        response = self.client.get(path)
        assert response.status_code == 200, path
        return BeautifulSoup(response.content.decode(), "html.parser")

    def heading(self, path):
        return self.opens(path).h1.get_text(" ", strip=True)

    def our_post(self):
        blog = self.add(BlogIndexPage(title="Our blog", slug="our-blog"))
        post = BlogPostPage(title="On endings", slug="on-endings", live=False)
        post.post_authors = [BlogPostAuthor(author=Author.objects.create(name="Ada Example"))]
        post.tags.add("endings")
        return blog.add_child(instance=post)


class CommandTests(SideBySide):
    def test_check_finds_nothing(self):
        out = StringIO()
        call_command("check", stdout=out)
        assert out.getvalue() == "System check identified no issues (0 silenced).\n"

    def test_makemigrations_writes_none(self):
        out = StringIO()
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
        assert out.getvalue() == "No changes detected\n"


class VisitorTests(SideBySide):
    def test_pages_of_both_are_served_by_their_own_templates(self):
        self.our_post().save_revision().publish()
        self.add(HostBlogIndexPage(title="blog", slug="blog"))
        self.add(HostTeamPage(title="team", slug="team"))
        self.add(TeamPage(title="Our team", slug="our-team"))
        self.add(HostApproachIndexPage(title="approaches", slug="approaches"))
        self.add(ApproachIndexPage(title="Our approaches", slug="our-approaches"))

        headings = {
            "/blog/": "The host's blog",
            "/our-blog/": "Our blog",
            "/our-blog/on-endings/": "On endings",
            "/team/": "The host's team",
            "/our-team/": "Our team",
            "/approaches/": "The host's approaches",
            "/our-approaches/": "Our approaches",
        }
        assert {path: self.heading(path) for path in headings} == headings

    def test_forms_of_both_are_at_their_own_addresses(self):
        addresses = [
            reverse("newsletter:subscribe"),
            reverse("wagtail_therapy_newsletter:subscribe"),
        ]
        assert addresses == ["/newsletter/subscribe/", "/posts-by-email/subscribe/"]
        assert self.heading(addresses[0]) == "The host's 0 readers"
        assert self.heading(addresses[1]) != "The host's 0 readers"

    def test_static_files_of_both_are_found(self):
        found = {
            name: name in finders.find(name).replace("\\", "/")
            for name in ("content/therapy.css", "wagtail_therapy/therapy.css", "blog/share.js")
        }
        assert set(found.values()) == {True}


class ModelTests(SideBySide):
    def test_reverse_names_lead_to_the_models_of_the_host(self):
        theirs = self.add(HostBlogIndexPage(title="Theirs", slug="theirs"))
        settings = [
            model.objects.create(site=self.site)
            for model in (HostNewsletterSettings, HostPracticeSettings, HostReviewSettings)
        ]
        NewsletterSettings.objects.create(site=self.site)

        page, site = Page.objects.get(pk=theirs.pk), Site.objects.get()
        assert page.blogindexpage == theirs
        assert [site.newslettersettings, site.practicesettings, site.reviewsettings] == settings

    def test_tag_finds_the_posts_of_both(self):
        self.our_post().save_revision().publish()
        theirs = self.add(HostBlogPostPage(title="Theirs", slug="theirs"))
        theirs.tags.add("endings")
        theirs.save()

        tag = Tag.objects.get()
        assert list(HostBlogPostPage.objects.filter(tags=tag)) == [theirs]
        assert [post.title for post in BlogPostPage.objects.filter(tags=tag)] == ["On endings"]

    def test_pages_are_copied_and_deleted(self):
        blog = self.our_post().get_parent()
        assert blog.specific_class is BlogIndexPage
        copy = blog.copy(recursive=True, update_attrs={"slug": "copy"})
        assert BlogPostPage.objects.count() == 2

        copy.delete()
        blog.delete()
        assert (BlogPostPage.objects.count(), BlogIndexPage.objects.count()) == (0, 0)


class MailTests(SideBySide):
    def test_post_is_mailed(self):
        PracticeSettings.objects.create(
            site=self.site, name="Ours", postal_address="1 Street", sender_email="a@host.example"
        )
        email = "reader@mail.example"
        Subscriber.objects.create(
            site=self.site,
            email=email,
            email_key=email_addresses.address_key(email),
            address_hash=email_addresses.address_hash(email),
            status=Subscriber.Status.ACTIVE,
            confirmed_at=timezone.now(),
        )
        post = self.our_post()
        PostMailIntent.objects.create(
            translation_key=post.translation_key,
            locale=post.locale,
            choice="send",
            set_by=self.editor,
        )
        with self.captureOnCommitCallbacks(execute=True):
            post.save_revision().publish()
        assert mailings.send_now(Mailing.objects.get())

        call_command("therapy_mail", "run", verbosity=0)

        sent = [(message.to, message.subject) for message in mail.outbox]
        assert sent == [([email], "On endings")]


class AdminTests(SideBySide):
    def setUp(self):
        self.client.force_login(self.editor)

    def test_snippets_of_both_can_be_listed_and_added(self):
        for app, model in SNIPPETS:
            for label in (app, f"wagtail_therapy_{app}"):
                for view in ("list", "add"):
                    self.opens(reverse(f"wagtailsnippets_{label}_{model}:{view}"))

    def test_settings_of_both_can_be_edited(self):
        for app, model in SETTINGS:
            for label in (app, f"wagtail_therapy_{app}"):
                self.opens(reverse("wagtailsettings:edit", args=[label, model, self.site.pk]))

    def test_pages_of_both_can_be_added(self):
        for label, models in PAGE_TYPES.items():
            for model in models:
                self.opens(reverse("wagtailadmin_pages:add", args=[label, model, self.home.pk]))

    def test_menu_leads_to_the_lists_of_both(self):
        HostAuthor.objects.create(name="Theirs", slug="theirs")
        html = self.client.get(reverse("wagtailadmin_home")).content.decode()
        lists = {
            name: reverse(f"{name}:index")
            for name in ("mailings", "subscribers", "therapy_mailings", "therapy_subscribers")
        }
        assert [name for name, url in lists.items() if f'"{url}"' not in html] == []
        assert len(set(lists.values())) == 4
        for url in lists.values():
            self.opens(url)
