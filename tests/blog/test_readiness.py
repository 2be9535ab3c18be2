from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.blog.counts import recounting
from wagtail_therapy.blog.models import PostCount
from wagtail_therapy.practice import readiness


def post(site, text):
    author = rows.author("Ada")
    body = [{"type": "paragraph", "value": f"<p>{text}</p>"}]
    page = rows.post(rows.blog(site), author, title="On endings", body=body, excerpt="Words.")
    rows.review(page, author)
    return page


def test_claims_without_reference_and_promises_are_found(site):
    ready_practice.practice(site)
    page = post(site, "Research shows that we are the best therapists.")

    assert [(one.code, one.message, one.url) for one in readiness.examine(site)] == [
        (
            "claim",
            (
                "“On endings”: You write “Research shows”, but cite nothing. Say where readers can "
                "find it."
            ),
            f"/admin/pages/{page.pk}/edit/",
        ),
        (
            "superlative",
            (
                "“On endings”: “best therapists” may be read as a promise. Does your profession "
                "allow it?"
            ),
            f"/admin/pages/{page.pk}/edit/",
        ),
    ]


def test_posts_that_claim_nothing_are_in_order(site):
    ready_practice.practice(site)
    post(site, "Endings take time.")

    assert ready_practice.found(site) == []


def test_posts_of_another_site_are_not_looked_at(site):
    ready_practice.practice(site)
    post(site, "Research shows it.")
    site.root_page = site.root_page.get_parent().add_child(
        instance=type(site.root_page)(title="Other", slug="other")
    )
    site.save()

    assert ready_practice.found(site) == []


def test_numbers_that_a_script_made_wrong_are_found(site):
    ready_practice.practice(site)
    page = post(site, "Endings take time.")
    blog = page.get_parent()
    recounting.recount(blog.pk)
    assert readiness.examine(site) == []

    PostCount.objects.update(number=7)

    assert [(one.code, one.message, one.url) for one in readiness.examine(site)] == [
        (
            "post_counts",
            (
                "“Notes”: The numbers of posts beside the list are wrong. Ask your developer to "
                "run therapy_recount_posts."
            ),
            f"/admin/pages/{blog.pk}/edit/",
        )
    ]
