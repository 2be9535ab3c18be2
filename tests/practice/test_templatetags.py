from django.template import Context, Template
from django.test import RequestFactory

from tests.content.rendering import squeezed
from tests.pages import rows
from wagtail_therapy.practice.models import PracticeSettings


def notices(**context):
    template = Template("{% load wagtail_therapy_practice %}{% practice_notices %}")
    return squeezed(template.render(Context(context)))


def request():
    return RequestFactory().get("/", headers={"host": "testserver"})


def test_notices_show_what_the_practice_says(site):
    PracticeSettings.objects.create(
        site=site,
        crisis_notice="Call 911.\n\nWe don't watch this inbox.",
        disclaimer="No advice & no <promise>.",
    )

    assert notices(request=request()) == (
        '<div class="therapy-notices">'
        '<section class="therapy-notice therapy-crisis-short therapy-crisis" id="therapy-crisis"'
        ' aria-label="Crisis lines">'
        '<h2 class="therapy-crisis__heading">If you need help now</h2>'
        "<p>Call 911.</p><p>We don&#x27;t watch this inbox.</p></section>"
        '<details class="therapy-notice therapy-disclaimer">'
        "<summary>What this site can’t do</summary>"
        "<p>No advice &amp; no &lt;promise&gt;.</p></details></div>"
    )


def test_notices_leave_out_what_is_empty(site):
    PracticeSettings.objects.create(site=site, disclaimer="No advice.")

    assert notices(request=request()) == (
        '<div class="therapy-notices"><details class="therapy-notice therapy-disclaimer">'
        "<summary>What this site can’t do</summary><p>No advice.</p></details></div>"
    )


def test_notices_of_a_practice_that_says_nothing_are_nothing(site):
    assert notices(request=request()) == ""


def test_notices_without_a_request_are_nothing(site):
    PracticeSettings.objects.create(site=site, disclaimer="No advice.")

    assert notices() == ""


def rendered(tag, **context):
    template = Template(f"{{% load wagtail_therapy_practice %}}{{% {tag} %}}")
    return squeezed(template.render(Context(context)))


def test_numbers_are_links_that_dial_and_write(site):
    PracticeSettings.objects.create(
        site=site, crisis_preset="england", crisis_notice="Call.", emergency_number="9-9-9"
    )
    html = notices(request=request())

    for link in (
        'In an emergency:<a href="tel:999">Call<bdi dir="ltr">9-9-9</bdi></a>',
        '<a href="tel:111">Call<bdi dir="ltr">111</bdi></a>then choose option 2',
        '<a href="sms:85258?&amp;body=SHOUT">Text SHOUT to<bdi dir="ltr">85258</bdi></a>',
        '<a href="https://findahelpline.com/" rel="noreferrer">Visit findahelpline.com</a>',
    ):
        assert link in html


def test_footer_says_who_the_practice_is_and_where_links_lead(site):
    PracticeSettings.objects.create(
        site=site,
        name="Willowmere",
        street_address="3 Quay Lane",
        served_regions="England\nWales",
        telephone="+44 1632 960001",
        booking_url="https://www.jane.example/w",
        booking_name="Jane",
        portal_url="https://portal.example/",
        registrations=[("vat", {"number": "GB 1", "url": ""})],
        legal_links=[("privacy", {"url": "https://a.example/"})],
        regulator_notice="Complain there.",
    )

    assert rendered("practice_footer", request=request()) == (
        '<div class="therapy-practice"><p class="therapy-practice__name">'
        "<strong>Willowmere</strong><span>3 Quay Lane</span></p>"
        '<ul class="therapy-practice__ways">'
        '<li><a href="tel:+441632960001" dir="ltr">+44 1632 960001</a></li>'
        '<li><a href="https://www.jane.example/w" rel="noreferrer">'
        'Book online<span class="therapy-visually-hidden">(opens jane.example)</span></a></li>'
        '<li><a href="https://portal.example/" rel="noreferrer">'
        'Client portal<span class="therapy-visually-hidden">(opens portal.example)</span></a></li>'
        '</ul><nav class="therapy-practice__legal" aria-label="Legal texts"><ul>'
        '<li><a href="https://a.example/" rel="noreferrer">Privacy policy</a></li></ul></nav>'
        '<details class="therapy-practice__about"><summary>Licences and complaints</summary>'
        "<p>We’re licensed to see clients in: England, Wales</p>"
        '<ul class="therapy-practice__registrations"><li>VAT number: GB 1</li></ul>'
        '<div class="therapy-practice__regulator"><p>Complain there.</p></div></details></div>'
    )


def test_footer_of_a_practice_that_says_nothing_of_itself_is_its_notices(site):
    PracticeSettings.objects.create(site=site, disclaimer="No advice.")

    assert rendered("practice_footer", request=request()) == notices(request=request())


def test_legal_links_of_some_kinds_are_given_to_templates(site):
    PracticeSettings.objects.create(
        site=site,
        legal_links=[
            ("privacy", {"url": "https://a.example/"}),
            ("hipaa", {"url": "https://b.example/"}),
        ],
    )
    template = Template(
        "{% load wagtail_therapy_practice %}{% practice_legal_links 'hipaa' as links %}"
        "{% for link in links %}{{ link.url }}{% endfor %}"
    )

    assert template.render(Context({"request": request()})) == "https://b.example/"


def test_button_to_leave_is_on_no_page_that_did_not_ask_for_it(site):
    for tag in ("practice_exit", "practice_exit_skip_link", "practice_first_notices"):
        assert rendered(tag, request=request(), page=site.root_page) == ""


def test_link_to_leave_beside_the_skip_link_is_rendered_once(site):
    page = rows.approach(rows.approaches(site), short_definition="Slow.", exit_button="always")
    asked = request()
    first, second = (
        rendered("practice_exit_skip_link", request=asked, page=page) for _time in range(2)
    )

    assert ('href="https://www.bbc.com/weather" rel="noreferrer"' in first, second) == (True, "")


def test_link_to_the_crisis_notice_is_rendered_once_in_a_page(site):
    PracticeSettings.objects.create(site=site, crisis_preset="us")
    asked = request()
    first, second = (
        rendered(tag, request=asked) for tag in ("practice_crisis_link", "practice_first_notices")
    )

    assert first == (
        '<p class="therapy-crisis-link"><a href="#therapy-crisis">If you need help now</a></p>'
    )
    assert (second, rendered("practice_first_notices", request=request())) == ("", first)


def test_link_is_rendered_by_the_base_or_by_the_page(site):
    PracticeSettings.objects.create(site=site, crisis_preset="us")
    asked = request()

    links = [bool(rendered("practice_crisis_link", request=asked)) for _time in range(2)]
    assert links == [True, False]


def test_numbers_come_before_what_the_practice_says_of_itself(site):
    PracticeSettings.objects.create(site=site, crisis_preset="us", crisis_notice="We can't reply.")
    html = notices(request=request())

    order = [
        "If you need help now",
        "tel:911",
        "tel:988",
        "<details",
        "reply",
        "open day and night",
    ]
    places = [html.index(one) for one in order]
    assert places == sorted(places)


def test_footer_never_links_to_what_a_stranger_may_no_longer_read(site):
    page = rows.approaches(site, "Privacy")
    PracticeSettings.objects.create(site=site, legal_links=[("privacy", {"page": page})])
    before = "/privacy/" in rendered("practice_footer", request=request())
    page.unpublish()

    assert (before, rendered("practice_footer", request=request())) == (True, "")


def test_footer_is_the_hosts_where_its_base_template_has_it(site, client, settings):
    PracticeSettings.objects.create(site=site, telephone="+44 1632 960001")
    index = rows.approaches(site)
    assert "tel:+441632960001" in client.get(index.url).content.decode()

    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"BASE_TEMPLATE_HAS_NOTICES": True}
    assert "tel:+441632960001" not in client.get(index.url).content.decode()


def test_form_to_subscribe_has_the_policies_in_it_and_the_crisis_notice_below(site, client):
    PracticeSettings.objects.create(
        site=site,
        crisis_preset="us",
        legal_links=[("consumer_health_data", {"url": "https://a.example/health/"})],
    )
    html = client.get("/newsletter/subscribe/").content.decode()

    order = [html.index(text) for text in ("<form", "a.example/health/", "</form>", "tel:911")]
    assert order == sorted(order)
