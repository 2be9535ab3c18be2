"""The email about a post that has every block, and words of its own."""

from tests.full_bodies import REFERENCES, everything
from tests.pages import rows
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter.composing import posts
from wagtail_therapy.newsletter.models import Mailing, NewsletterSettings
from wagtail_therapy.practice.models import PracticeSettings

WORDS = {"note": "Dear reader,\n\nthis is why.", "preheader": "", "part": ""}
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def add_practice(site):
    NewsletterSettings.objects.create(site=site, list_name="Field Notes")
    return PracticeSettings.objects.create(
        site=site,
        name="Willowmere",
        postal_address="1 Lane",
        sender_email="posts@host.example",
        crisis_preset="us",
        disclaimer="No advice.",
    )


def whole_post(site):
    image = rows.image("A room", width=1400, height=1000)
    index = rows.approaches(site)
    compared = [
        rows.approach(index, title=one, short_definition="So.") for one in ("Slow", "Quick")
    ]
    orla = rows.author(job_title="Psychologist")
    post = rows.post(
        rows.blog(site),
        orla,
        title=f"On endings, and {LONG}",
        lead_image=image,
        lead_image_alt="Lead",
        lead_image_caption="Where we wait",
        references=REFERENCES,
        body=everything(image, orla, compared),
    )
    post.content_notes = [ContentNote.objects.create(name="suicide")]
    post.save()
    return post


def email(post, words=WORDS):
    site = post.get_site()
    return posts.content(Mailing(site=site, page=post, language="en"), words)
