"""Every page of ours in the admin, found where we register it, and one of all that it is about."""

from django.apps import apps
from django.urls import reverse
from wagtail.contrib.settings.registry import registry
from wagtail.models import Page

from tests.access.admin_urls import SETTINGS, addresses
from tests.access.expected_answers import BUTTONS, NEVER, TABLE
from tests.access.sites import Place, snippets
from tests.full_bodies import REFERENCES, beside, everything
from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.pages.models import (
    ApproachIndexPage,
    ApproachPage,
    BlogIndexPage,
    BlogPostPage,
)

# The others may lie below any page.
PARENTS = {BlogPostPage: BlogIndexPage, ApproachPage: ApproachIndexPage}
# Parts of a page, modals, and what answers with nothing that a browser shows.
# No script runs in an email or in the preview of a post, so a browser can be asked nothing there.
PARTS = (
    "_results",
    ":chosen",
    ":email_html",
    ":preview_page",
    "therapy_announcements:email",
    ":report",
    "preview_on_add",
    "preview_on_edit",
    "revisions_unschedule",
)


class AdminPages:
    """The addresses of our pages in the admin, and one of everything that they are about."""

    def __init__(self, site):
        self.site = site
        ready_practice.practice(site)
        self.author = rows.author("Ada Example")
        self.revision = self.author.save_revision()
        self.snippets = snippets(self.author)
        self.place = Place("here", site, self.author)
        self.pages = pages_with_everything(site, self.author)

    def forms(self) -> dict[str, str]:
        """Return the addresses of each form with which something is added or changed."""
        ours = {name: url for name, url in self.views().items() if name.endswith((":add", ":edit"))}
        return ours | dict(self._page_forms()) | self._settings()

    def views(self) -> dict[str, str]:
        """Return the addresses of all that we register, such as lists, reports and questions."""
        shown = [one for one in addresses() if one.name not in SETTINGS and is_page(one.name)]
        return {one.name: one.url(self, self.place) for one in shown}

    def ours(self) -> dict[str, str]:
        """Return the addresses of all forms, and of the other pages that are not Wagtail's own."""
        views = self.views().items()
        own = {name: url for name, url in views if not name.startswith("wagtailsnippets_")}
        return own | self.forms()

    def everything(self) -> dict[str, str]:
        return self.views() | self.forms()

    def _page_forms(self):
        for model in page_types():
            parent = self.pages[PARENTS[model]] if model in PARENTS else self.site.root_page
            names = [model._meta.app_label, model._meta.model_name]
            yield f"add {names[1]}", reverse("wagtailadmin_pages:add", args=[*names, parent.pk])
            edited = self.pages[model].pk
            yield f"edit {names[1]}", reverse("wagtailadmin_pages:edit", args=[edited])

    def _settings(self) -> dict[str, str]:
        ours = [one for one in registry if one.__module__.startswith("wagtail_therapy.")]
        return {
            f"settings {one._meta.model_name}": reverse(
                "wagtailsettings:edit",
                args=[one._meta.app_label, one._meta.model_name, self.site.pk],
            )
            for one in ours
        }


def page_types() -> list[type[Page]]:
    models = apps.get_app_config("wagtail_therapy_pages").get_models()
    return [model for model in models if issubclass(model, Page)]


def is_page(name: str) -> bool:
    """Whether a browser opens a page at the address of that name."""
    is_button = name.partition(":")[2] in {*BUTTONS} - {"send_now", "cancel"}
    is_part = "snippetchoosers" in name or name.endswith(PARTS)
    return not (is_button or is_part or TABLE[name] == NEVER)


def pages_with_everything(site, author) -> dict[type[Page], Page]:
    """Return a page of each type, with every block that may be in it."""
    image, blog, index = (
        rows.image(),
        rows.blog(site, sidebar=beside(author)),
        rows.approaches(site),
    )
    body = everything(image, author)
    written = {"body": body, "references": REFERENCES}
    claim = rows.used_for(rows.concern(), "few_studies", outcome="mixed", reference_keys="one")
    made = [
        blog,
        index,
        rows.team(site),
        rows.post(
            blog, author, title="On endings", lead_image=image, lead_image_alt="Sea", **written
        ),
        rows.approach(
            index, authors=[author], concerns=[claim], short_definition="Room.", **written
        ),
    ]
    return {type(page): page for page in made}
