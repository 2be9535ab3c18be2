from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.practice import readiness

pytestmark = rows.MAKES_RENDITIONS

TEXT = "<p>Mina says yes to everything.</p>"


def vignette(**fields):
    return {"type": "vignette", "value": {"text": TEXT, "basis": "invented"} | fields}


def approach(site, *body, **fields):
    index = rows.approaches(site)
    return rows.approach(index, short_definition="Slow.", body=list(body), **fields)


def found(site):
    return [one for one in readiness.examine(site) if one.code == "vignette_basis"]


def test_stories_that_visitors_do_not_see_are_found(site, editor_client):
    ready_practice.practice(site)
    picture = {"image": {"image": rows.image().pk, "alt_text": "A room", "decorative": False}}
    image = {"type": "image", "value": picture}
    page = approach(site, image, vignette(), vignette(basis="real", has_consent=False))

    [finding] = found(site)
    assert (finding.url, page.title in finding.message) == (f"/admin/pages/{page.pk}/edit/", True)


def test_stories_with_their_basis_are_none(site):
    ready_practice.practice(site)
    approach(site, vignette(), vignette(basis="real", has_consent=True))

    assert found(site) == []


def test_stories_of_drafts_are_none(site):
    ready_practice.practice(site)
    approach(site, vignette(basis=""), live=False)

    assert found(site) == []
