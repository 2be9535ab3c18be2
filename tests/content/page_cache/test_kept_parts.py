"""Parts of a page are kept for all visitors, and only those that are the same for all."""

from itertools import count
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from wagtail import blocks
from wagtail.models import PageViewRestriction

from tests.pages import rows
from wagtail_therapy.content.blocks import ParagraphBlock
from wagtail_therapy.content.page_cache.kept_parts import KeptParts
from wagtail_therapy.content.text.citations import Citations

LOAD = "{% load wagtail_therapy_content %}"
PART = f'{LOAD}{{% kept "part" %}}{{{{ number }}}}{{% endkept %}}'


class HostBlock(blocks.CharBlock):
    """Shows each visitor another number."""

    numbers = count(1)

    def render(self, value, context=None):
        return f"{value} {next(self.numbers)}"


class SharedBlock(HostBlock):
    numbers = count(1)

    class Meta:
        is_kept = True


class Body(blocks.StreamBlock):
    paragraph = ParagraphBlock()
    host = HostBlock()
    shared = SharedBlock()


@pytest.fixture
def page(site):
    return rows.approach(rows.approaches(site), short_definition="It is.")


@pytest.fixture
def visit(page, rf):
    """Return what a visitor sees of a template."""

    def render(template, *, names=("part", "rest"), is_preview=False, citations=None, **context):
        request = rf.get("/")
        request.is_preview = is_preview
        parts = KeptParts(page, request, names, citations=citations)
        whole = {"kept_parts": parts, "request": request, "citations": citations}
        return Template(template).render(Context(whole | context))

    return render


@pytest.mark.parametrize("names", [("part",), ()])
def test_part_is_kept_and_what_is_around_it_is_not(visit, names):
    seen = [visit(f"{PART} {{{{ number }}}}", names=names, number=number) for number in (1, 2)]
    assert seen == ["1 1", "1 2"]


def test_part_is_rendered_where_a_page_keeps_none():
    assert Template(PART).render(Context({"number": 3})) == "3"


def unpublish(page):
    page.live = False


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


@pytest.mark.parametrize(
    ("change", "is_preview"),
    [(unpublish, False), (restrict, False), (lambda page: None, True)],
    ids=["draft", "private", "preview"],
)
def test_part_that_not_everyone_may_see_is_not_kept(visit, page, change, is_preview):
    change(page)
    seen = [visit(PART, number=number, is_preview=is_preview) for number in (1, 2)]
    assert seen == ["1", "2"]


CITING = f'{LOAD}{{{{ before }}}}{{% kept "part" %}}{{{{ part.cited }}}}{{% endkept %}}'


def cited(visit, page, before=""):
    """Return the numbers that a part leaves behind it."""
    page.references = [rows.reference("one"), rows.reference("two")]
    citations = Citations(page.references)
    if before:
        citations.cite(f"[ref:{before}]")
    part = SimpleNamespace(cited=lambda: citations.cite("[ref:two]"))
    visit(CITING, citations=citations, part=part)
    return {one.key: (one.number, one.citation_anchors) for one in citations.listed}


def test_citations_of_a_part_are_counted_when_it_comes_from_the_cache(visit, page):
    numbered = {"two": (1, ["cite-two-1"]), "one": (2, [])}
    assert [cited(visit, page) for _time in range(2)] == [numbered, numbered]


def test_part_that_follows_other_citations_is_rendered_again(visit, page):
    cited(visit, page)
    assert cited(visit, page, before="one") == {
        "one": (1, ["cite-one-1"]),
        "two": (2, ["cite-two-1"]),
    }


def test_block_of_a_host_is_rendered_each_time_and_all_others_are_kept(visit, page):
    raw = [
        {"type": kind, "value": value, "id": f"id-{place}"}
        for place, (kind, value) in enumerate(
            [("paragraph", "<p>Words</p>"), ("host", "A"), ("shared", "B"), ("host", "C")]
        )
    ]
    body = blocks.StreamValue(Body(), raw, is_lazy=True)
    # A page reads its blocks for itself alone.
    page.__dict__["body"] = body
    template = f'{LOAD}{{% kept_stream "rest" parts %}}'
    seen = [visit(template, parts=SimpleNamespace(rest=body)) for _time in range(2)]

    shown = [[line for line in html.splitlines() if "block-" in line] for html in seen]
    assert [[line.count("Words") for line in one][:1] for one in shown] == [[1], [1]]
    assert [[line[line.index(">") + 1 : -6] for line in one[1:]] for one in shown] == [
        ["A 1", "B 1", "C 2"],
        ["A 3", "B 1", "C 4"],
    ]
