"""Pages of each of our types with something in every field, and a long history."""

from datetime import date, timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, GroupPagePermission, PageSubscription, PageViewRestriction

from tests.approaches.rows import approach, family
from tests.pages import rows
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter.models import PostMailIntent
from wagtail_therapy.pages.models import ApproachIndexPage, BlogIndexPage, BlogPostPage, TeamPage

LONG_AGO = timezone.now() - timedelta(days=900)
PARAGRAPH = [("paragraph", "<p>Some words.</p>")]
NOTICES = {"crisis_notice": "always", "disclaimer": "never", "exit_button": "always"}
OF_REVIEW = {"updated_date": date(2025, 2, 3), "review_every_months": 7}


def blog_post(blog, **fields):
    orla, mateo = rows.author("Orla"), rows.author("Mateo")
    earlier = rows.post(blog, orla, title="Earlier")
    return rows.post(
        blog, orla, mateo, title="Waking", slug="waking", excerpt="In short.",
        body=PARAGRAPH, references=[rows.reference()], related_reading=[("post", earlier)],
        categories=[rows.category("Sleep"), rows.category("Grief")], tags=["night", "day"],
        lead_image=rows.image(), lead_image_alt="A window", lead_image_caption="Ours",
        content_notes=[ContentNote.objects.create(name="Loss")], concerns=[rows.concern("Loss")],
        **NOTICES, **OF_REVIEW, **fields,
    )  # fmt: skip


def full_approach(index, **fields):
    facts = {
        "heading": "What is ACT?", "abbreviation": "A", "also_known_as": "Acting",
        "not_to_be_confused_with": "<p>EFT</p>", "short_definition": "Short.",
        "time_focus": "past", "structure": "structured", "therapist_style": "Calm",
        "talks_about_past_in_detail": "usually", "between_session_work": "none",
        "sessions_min": 2, "sessions_max": 9, "open_ended": True, "length_note": "Longer",
        "session_minutes_min": 40, "session_minutes_max": 60, "frequency": "weekly",
        "formats": ["individual"], "delivery": ["video"], "age_groups": ["adults"],
        "cost": "Free", "waiting": "A week", "referral": "needed", "who_may_join": "A friend",
        "with_medication": "Yes", "not_advised_when": "In danger", "unwanted_effects": "Dreams",
        "adaptations": ["adhd"], "practice_minutes": 5, "intensive_forms": "A week",
        "may_stop": "At any time", "not_known": ["referral"],
        "offered_here": True, "disclosure": "We earn by it.", "change_note": "New studies.",
    }  # fmt: skip
    offered_by = [rows.author("Orla")]
    return approach(
        index, "ACT", (rows.concern("Loss"), "considers"), rows.concern("Panic"), slug="act",
        family=family(), second_family=family("Body"), offered_by=offered_by,
        references=[rows.reference()], body=PARAGRAPH,
        content_notes=[ContentNote.objects.create(name="Loss")],
        **facts, **NOTICES, **OF_REVIEW, **fields,
    )  # fmt: skip


def make(model, site):
    """Return a live page with something in every field that any copy could take along."""
    if model is BlogIndexPage:
        blog = rows.blog(site, intro="<p>Notes.</p>", sidebar=[("search", {"heading": "Look"})])
        blog.pinned = [("post", rows.post(blog, rows.author()))]
        return blog
    if model is TeamPage:
        return rows.team(site, intro="<p>We.</p>", members=[("author", rows.author("Orla"))])
    if model is ApproachIndexPage:
        return rows.approaches(
            site, intro="<p>All.</p>", not_sure="<p>Ask.</p>", way_on="<p>Go.</p>"
        )
    return (
        blog_post(rows.blog(site))
        if model is BlogPostPage
        else full_approach(rows.approaches(site))
    )


def age(page, editor):
    """Give the page a long history, in itself and in all that hangs on it."""
    page.seo_title, page.search_description, page.show_in_menus = "Title", "Of it", True
    page.first_published_at = LONG_AGO
    page.expire_at = timezone.now() + timedelta(days=9)
    page.locked, page.locked_by, page.locked_at = True, editor, timezone.now()
    page.save()
    # As the form stores them: in a revision, which is copied, too.
    page.go_live_at = timezone.now() - timedelta(days=800)
    rows.publish(page)
    type(page).objects.filter(pk=page.pk).update(expired=True)
    hang_on(page, editor)
    return type(page).objects.get(pk=page.pk)


def hang_on(page, editor):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    Redirect.objects.create(old_path="/old", redirect_page=page)
    PageSubscription.objects.create(page=page, user=editor, comment_notifications=True)
    Comment.objects.create(page=page, user=editor, text="Really?", contentpath="title")
    may_edit = Permission.objects.get(codename="change_page")
    group = editor.groups.create(name="Writers")
    GroupPagePermission.objects.create(group=group, page=page, permission=may_edit)
    if hasattr(page, "therapy_reviews"):
        rows.review(page, rows.author("Reviewer"))
    if hasattr(page, "former_slugs"):
        page.former_slugs.create(slug="was", left_at=timezone.now())
    choice = PostMailIntent.Choice.SEND
    PostMailIntent.objects.create(
        translation_key=page.translation_key, locale=page.locale, choice=choice
    )
