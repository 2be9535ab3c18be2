"""Changes of what posts and lists show, each through one door, with what pages then show."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Site

from tests.blog.kept_world import (
    ALL,
    AUTHOR,
    BLOG,
    CATEGORY,
    LISTS,
    MONTH,
    POST,
    TAG,
    Case,
    body,
    expire,
    publish,
    rename_tag,
    renames,
    restrict,
    restrict_for_a_while,
    save,
)
from tests.pages import rows
from wagtail_therapy.blog.archived_comments import erase
from wagtail_therapy.blog.models import ArchivedComment
from wagtail_therapy.newsletter.models import NewsletterSettings
from wagtail_therapy.pages.models import BlogPostCategory

CASES = [
    Case(
        "post published", lambda w: publish(w.post, title="Renamed"), ALL, "Middle words", "Renamed"
    ),
    Case(
        "post published: body",
        lambda w: publish(w.post, body=body(w, "Other words")),
        (POST,),
        "The first words",
        "Other words",
    ),
    Case(
        "post published: references",
        lambda w: publish(w.post, references=[rows.reference("one", authors="Alder, T.")]),
        (POST,),
        "Quill, M.",
        "Alder, T.",
    ),
    Case(
        "post published: heading",
        lambda w: publish(w.post, body=[("heading", {"text": "Now this"})]),
        (POST,),
        "A heading",
        "Now this",
    ),
    Case(
        "post published: excerpt",
        lambda w: publish(w.post, excerpt="New excerpt"),
        ALL,
        "Excerpt 1",
        "New excerpt",
    ),
    Case(
        "post published: no image",
        lambda w: publish(w.post, lead_image=None),
        (POST, BLOG),
        "<picture>",
    ),
    Case(
        "post published: description",
        lambda w: publish(w.post, search_description="Said shortly"),
        (POST,),
        "",
        'content="Said shortly"',
    ),
    Case(
        "post published: updated",
        lambda w: publish(w.post, updated_date=timezone.now().date()),
        (POST,),
        "",
        "Updated <time",
    ),
    Case(
        "post published: crisis notice",
        lambda w: publish(w.post, crisis_notice="always"),
        (POST,),
        "",
        "therapy-first-notices",
    ),
    Case("post saved", lambda w: save(w.post, title="Saved"), ALL, "Middle words", "Saved"),
    Case(
        "post's slug",
        lambda w: publish(w.newer, slug="moved-here"),
        ALL,
        "/newer-words/",
        "/moved-here/",
    ),
    Case(
        "other post published",
        lambda w: publish(w.newer, title="Second title"),
        ALL,
        "Newer words",
        "Second title",
    ),
    Case(
        "other post new",
        lambda w: rows.post(w.blog, w.orla, title="Brand new", categories=[w.sleep]),
        (POST, BLOG, CATEGORY, AUTHOR),
        "",
        "Brand new",
    ),
    Case("other post unpublished", lambda w: w.newer.unpublish(), ALL, "Newer words"),
    Case("other post expired", expire, ALL, "Newer words"),
    Case("other post deleted", lambda w: w.newer.delete(), ALL, "Newer words"),
    Case(
        "other post moved", lambda w: w.newer.move(w.other, pos="last-child"), LISTS, "Newer words"
    ),
    Case("other post restricted", lambda w: restrict(w.newer), ALL, "Newer words"),
    Case("other post public again", restrict_for_a_while, ALL, "Newer words", "Seen again"),
    Case(
        "other post's date",
        lambda w: publish(
            w.newer, first_published_at=w.newer.first_published_at - timedelta(days=400)
        ),
        (MONTH,),
        "Newer words",
    ),
    Case("author saved", renames("orla", "Tove Alder"), ALL, "Orla Penhallow", "Tove Alder"),
    Case(
        "author published",
        lambda w: (setattr(w.orla, "short_bio", "I ask."), w.orla.save_revision().publish()),
        (POST,),
        "I listen.",
        "I ask.",
    ),
    Case("author unpublished", lambda w: w.orla.unpublish(), (POST,), "I listen."),
    Case("author's licence saved", lambda w: save(w.licence, number="L.8"), (POST,), "L.7", "L.8"),
    Case("author's licence deleted", lambda w: w.licence.delete(), (POST,), "Licensed"),
    Case("team page unpublished", lambda w: w.team.unpublish(), ALL, "/team/"),
    Case("team page's slug", lambda w: publish(w.team, slug="people"), ALL, "/team/", "/people/"),
    Case("team page restricted", lambda w: restrict(w.team), ALL, "/team/"),
    Case("category saved", renames("sleep", "Rest"), ALL, ">Sleep<", ">Rest<"),
    Case(
        "category deleted", lambda w: w.sleep.delete(), (POST, BLOG, TAG, AUTHOR, MONTH), ">Sleep<"
    ),
    Case(
        "category's row deleted",
        lambda w: BlogPostCategory.objects.filter(page=w.post).delete(),
        (POST,),
        'aria-label="Categories"',
    ),
    Case("tag saved", rename_tag, (POST,), "night<", "dusk<"),
    Case("tag saved: heading", rename_tag, (TAG,), "“night”", "“dusk”"),
    Case("content note saved", renames("note", "Loss"), ALL, "Suicide", "Loss"),
    Case(
        "content note shows the crisis notice",
        lambda w: save(w.note, shows_crisis_notice=True),
        (POST,),
        "",
        "therapy-first-notices",
    ),
    Case("content note deleted", lambda w: w.note.delete(), ALL, "Suicide"),
    Case("image deleted", lambda w: w.post.lead_image.delete(), ALL, "<picture>"),
    Case(
        "document saved",
        lambda w: save(w.leaflet, title="Brochure"),
        (POST,),
        "Leaflet",
        "Brochure",
    ),
    Case("document deleted", lambda w: w.leaflet.delete(), (POST,), "Leaflet"),
    Case("review recorded", lambda w: rows.review(w.post, w.mateo), (POST,), "", "Mateo Quill"),
    Case("linked page's slug", lambda w: publish(w.about, slug="law"), (POST,), "/legal/", "/law/"),
    Case("linked page deleted", lambda w: w.about.delete(), (POST,), "/legal/"),
    Case("legal page unpublished", lambda w: w.about.unpublish(), ALL, "Privacy words"),
    Case("legal page restricted", lambda w: restrict(w.about), ALL, "Privacy words"),
    Case(
        "practice saved",
        lambda w: save(w.practice, name="Meadowbank"),
        ALL,
        "Willowmere",
        "Meadowbank",
    ),
    Case(
        "practice's crisis notice",
        lambda w: save(w.practice, crisis_notice="Call 999."),
        ALL,
        "Call 112.",
        "Call 999.",
    ),
    Case(
        "practice's comments hidden",
        lambda w: save(w.practice, shows_archived_comments=False),
        (POST,),
        "Thank you.",
    ),
    Case(
        "newsletter saved",
        lambda w: save(NewsletterSettings.objects.get(), introduction="Two letters."),
        (POST, BLOG),
        "One letter a month.",
        "Two letters.",
    ),
    Case("comment erased", lambda w: erase(ArchivedComment.objects.get()), (POST,), "Thank you."),
    Case("blog published", lambda w: publish(w.blog, title="Pages"), ALL, ">Notes<", ">Pages<"),
    Case(
        "blog's introduction",
        lambda w: publish(w.blog, intro="<p>Come in.</p>"),
        (BLOG,),
        "Welcome.",
        "Come in.",
    ),
    Case(
        "blog's sidebar",
        lambda w: publish(w.blog, sidebar=[("categories", {"heading": "Themes"})]),
        ALL,
        "Topics",
        "Themes",
    ),
    Case(
        "blog's pinned posts",
        lambda w: publish(w.blog, pinned=[("post", w.older)]),
        (BLOG,),
        "",
        "Start here",
    ),
    Case("blog's slug", lambda w: publish(w.blog, slug="thoughts"), ALL, "/notes/", "/thoughts/"),
    Case(
        "home page published",
        lambda w: publish(w.site.root_page.specific, title="Front door"),
        (POST, BLOG),
        "",
        "Front door",
    ),
    Case(
        "site saved",
        lambda w: save(
            Site.objects.get(pk=w.site.pk), hostname="moved.example", is_default_site=True
        ),
        (POST, BLOG),
        "http://testserver/",
        "http://moved.example/",
    ),
]
