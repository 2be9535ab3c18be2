"""The subscribe form in a block, by a tag and as an include."""

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Site

from tests.newsletter import visitors
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.blocks import NewsletterDataBlock, SubscribeFormBlock
from wagtail_therapy.newsletter.models import NewsletterSettings
from wagtail_therapy.newsletter.personal_data.categories import CATEGORIES

TAG = "{% load wagtail_therapy_newsletter %}{% subscribe_form heading='By email' %}"
INCLUDE = "{% include 'wagtail_therapy/newsletter/include_subscribe.html' %}"


@pytest.fixture
def request_to(site):
    """Return a function that makes a request to a page."""

    def request_to(path="/journal/"):
        return RequestFactory().get(path)

    return request_to


def by_template(source, request):
    context = Context({"request": request} if request else {})
    return BeautifulSoup(Template(source).render(context), "html.parser")


def by_block(request, **values):
    block = SubscribeFormBlock()
    html = block.render(block.to_python(values), context={"request": request})
    return BeautifulSoup(html, "html.parser")


def token_in(page):
    return tokens.read_form_token(page.select_one("input[name=token]")["value"])


@pytest.mark.parametrize("source", [TAG, INCLUDE])
def test_form_is_rendered_in_a_template(request_to, source):
    page = by_template(source, request_to())
    form = page.form
    assert (form["method"], form["action"]) == ("post", visitors.SUBSCRIBE)
    names = [field["name"] for field in form.select("input")]
    assert names == ["email", "therapy_leave_empty", "token"]
    assert form.select("input[name=csrfmiddlewaretoken]") == []


@pytest.mark.parametrize("source", [TAG, INCLUDE])
def test_form_is_left_out_where_there_is_no_request(db, source):
    assert by_template(source, None).get_text(strip=True) == ""


def test_form_is_left_out_where_there_is_no_site(db):
    assert by_template(TAG, RequestFactory().get("/")).form is None


def test_form_remembers_its_site_and_language_and_not_its_page(request_to, site):
    with translation.override("de"):
        tokens = [token_in(by_template(TAG, request_to(path))) for path in ("/one/", "/another/")]
    known = [{**vars(token), "rendered_at": 0} for token in tokens]
    assert [(token["site_id"], token["language"]) for token in known] == [(site.pk, "de")] * 2
    assert known[0] == known[1]


def test_form_can_be_used_without_seeing_it(request_to):
    page = by_template(TAG, request_to())
    email = page.select_one("input[name=email]")
    [label] = page.select(f"label[for='{email['id']}']")
    described_by = page.find(id=email["aria-describedby"])
    assert label.get_text() == "Email address"
    assert described_by.get_text() == (
        "We’ll email you new posts. You can leave at any time with the link in every email. We "
        "don’t track what you open or click."
    )
    section = page.section
    assert page.find(id=section["aria-labelledby"]).get_text() == "By email"
    assert (email["type"], email["autocomplete"], "required" in email.attrs) == (
        "email",
        "email",
        False,
    )
    trap = page.select_one(".therapy-form__trap")
    assert (trap["aria-hidden"], trap.input["tabindex"]) == ("true", "-1")
    assert ("hidden" in trap.attrs, trap.input["autocomplete"]) == (True, "off")


def test_forms_on_one_page_have_ids_of_their_own(request_to):
    request = request_to()
    pages = [by_template(TAG, request), by_block(request, heading="Again", text="")]
    ids = [tag["id"] for page in pages for tag in page.select("[id]")]
    assert len(ids) == len(set(ids)) == 10


@pytest.mark.parametrize(
    ("values", "heading", "introduction"),
    [
        ({"heading": "", "text": ""}, None, "Twice a month."),
        ({"heading": "Letters", "text": "As it comes."}, "Letters", "As it comes."),
        ({"heading": "<b>&", "text": "<i>"}, "<b>&", "<i>"),
    ],
)
def test_block_says_what_the_editor_wrote(request_to, site, values, heading, introduction):
    NewsletterSettings.objects.create(site=site, introduction="Twice a month.")
    page = by_block(request_to(), **values)
    assert (page.h2 and page.h2.get_text()) == heading
    assert page.section.p.get_text() == introduction


def test_block_renders_where_there_is_no_request(db):
    assert by_block(None, heading="Letters", text="").form is None


def test_form_is_that_of_the_site_that_was_asked(request_to, site):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    NewsletterSettings.objects.create(site=other, consent_text="The words of the other.")
    request = RequestFactory().get("/", SERVER_NAME="other.example")
    page = by_template(TAG, request)
    assert token_in(page).site_id == other.pk
    opening = page.select_one(".therapy-hint").get_text()
    assert opening.startswith("The words of the other. You can leave at any time")


def test_form_writes_nothing(request_to, django_assert_num_queries):
    before = visitors.everything()
    by_template(TAG, request_to())
    assert visitors.everything() == before


DATA_TAG = "{% load wagtail_therapy_newsletter %}{% newsletter_data %}"


def test_block_and_tag_list_the_same_stored_data(request_to, site):
    block = NewsletterDataBlock()
    html = block.render(None, context={"request": request_to()})
    page = BeautifulSoup(html, "html.parser")
    assert page == by_template(DATA_TAG, request_to())
    sentences = [sentence.get_text() for sentence in page.select("li")]
    assert sentences == [str(category) for category in CATEGORIES]


@pytest.mark.parametrize("context", [{}, {"request": RequestFactory().get("/")}])
def test_stored_data_is_left_out_where_there_is_no_request_or_site(db, context):
    html = Template(DATA_TAG).render(Context(context))
    assert (html.strip(), NewsletterDataBlock().render(None, context=context).strip()) == ("", "")
