"""Checks that the host's base template shows our pages in full, and no head tag twice."""

import re
from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from wagtail_therapy.conf import conf
from wagtail_therapy.content.base_template.inheritance import Outline, Text

LABEL = "wagtail_therapy_content"
TEMPLATE = "wagtail_therapy/base.html"
SETTING = "WAGTAIL_THERAPY['BASE_TEMPLATE_HEAD_TAGS']"
# From the host's blocks to our blocks inside them, and what is missing without them.
REQUIRED_BLOCKS = {
    "title": ("title", "their title"),
    "extra_css": ("therapy_head", "their metadata"),
    "content": ("therapy_main", "everything else"),
}
# What a base template is likely to write, too.
TAG_PATTERNS = {
    "description": re.compile(r"""<meta\s[^<>]*name=["']?description\b""", re.IGNORECASE),
    "canonical": re.compile(r"""<link\s[^<>]*rel=["']?canonical\b""", re.IGNORECASE),
    "alternates": re.compile(r"""<link\s[^<>]*hreflang=""", re.IGNORECASE),
    "open_graph": re.compile(r"""<meta\s[^<>]*property=["']?og:\w""", re.IGNORECASE),
    "twitter": re.compile(r"""<meta\s[^<>]*name=["']?twitter:card\b""", re.IGNORECASE),
}


def check_base_template(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    try:
        engine = get_template(TEMPLATE).template.engine
        engine.get_template(conf.base_template)
        outline = Outline(engine.get_template(TEMPLATE))
    except TemplateDoesNotExist as problem:
        return [_missing_template(problem.args[0])]
    # Loading runs the host's code, and a check that raises an error hides all other checks.
    except Exception as problem:  # noqa: BLE001 -- see above
        return [_unreadable_template(problem)]
    found = missing_blocks(outline)
    if "therapy_head" in outline.blocks:
        found += [*duplicate_tags(outline), *missing_description(outline)]
    return found


def _missing_template(name: str) -> checks.CheckMessage:
    return checks.Error(
        f"There is no template {name!r} for our pages to extend.",
        hint=(
            "Set WAGTAIL_THERAPY['BASE_TEMPLATE'] to the base template of your site. It has to be "
            "a Django template: ours can't extend a Jinja2 template."
        ),
        id=f"{LABEL}.E002",
    )


def _unreadable_template(problem: Exception) -> checks.CheckMessage:
    kind = type(problem).__name__
    return checks.Warning(
        f"{conf.base_template!r} can't be checked, because it can't be read: {kind}: {problem}",
        hint="Open one of our pages. If nothing is missing, silence this check.",
        id=f"{LABEL}.W002",
    )


def missing_blocks(outline: Outline) -> list[checks.CheckMessage]:
    """Return a warning if the host's template doesn't show all blocks that our pages fill."""
    names = [name for name, (ours, _) in REQUIRED_BLOCKS.items() if ours not in outline.blocks]
    if not names:
        return []
    lost = ", ".join(REQUIRED_BLOCKS[name][1] for name in names)
    return [
        checks.Warning(
            f"Our pages lack {lost}: {conf.base_template!r} doesn't output the block "
            f"{', '.join(names)}.",
            hint="\n".join([*_reasons(outline, names), *_example_template(names)]),
            id=f"{LABEL}.W001",
        )
    ]


def _reasons(outline: Outline, names: list[str]) -> Iterator[str]:
    for name in names:
        theirs = [block.origin.template_name for block in outline.defined[name]]
        elsewhere = [one for one in theirs if not one.startswith("wagtail_therapy/")]
        if name in outline.included_blocks:
            included = outline.included_blocks[name]
            yield f"The block {name} of {included!r} can't be overridden, because it is included."
        elif elsewhere:
            yield f"The block {name} of {elsewhere[-1]!r} is inside a block that is replaced."


def _example_template(names: list[str]) -> Iterator[str]:
    head = {
        "title": "<title>{% block title %}{% endblock %}</title>",
        "extra_css": "{% block extra_css %}{% endblock %}",
    }
    ours = "".join(head[name] for name in names if name in head)
    yield "Write a template that maps your names to ours, and name it in BASE_TEMPLATE:"
    yield f'{{% extends "{conf.base_template}" %}}'
    if ours:
        yield f"{{% block their_head %}}{{{{ block.super }}}}{ours}{{% endblock %}}"
    if "content" in names:
        yield "{% block their_main %}{% block content %}{% endblock %}{% endblock %}"


def duplicate_tags(outline: Outline) -> list[checks.CheckMessage]:
    """Return a warning if the host's template and ours write the same tags into the head."""
    names = [
        name
        for name, pattern in TAG_PATTERNS.items()
        if name not in conf.base_template_head_tags
        and is_written(outline, pattern, by_us=True)
        and is_written(outline, pattern, by_us=False)
    ]
    if not names:
        return []
    return [
        checks.Warning(
            f"Our pages have these tags twice in their head: {', '.join(names)}. "
            f"{conf.base_template!r} also writes them.",
            hint=f"{SETTING} = {[*names, *conf.base_template_head_tags]} leaves ours out.",
            id=f"{LABEL}.W003",
        )
    ]


def missing_description(outline: Outline) -> list[checks.CheckMessage]:
    """Return a warning if we leave out descriptions that the host's template doesn't write."""
    names = set(conf.base_template_head_tags)
    if "search_description" not in names or "description" in names:
        return []
    if any(
        TAG_PATTERNS["description"].search(text.html) for text in outline.texts if not is_ours(text)
    ):
        return []
    return [
        checks.Warning(
            "Our pages with a search description have no meta description: "
            f"{conf.base_template!r} writes none.",
            hint=f"{SETTING} = [] always writes ours. If a template tag of yours writes one, "
            f"name it there: {SETTING} = ['description'].",
            id=f"{LABEL}.W004",
        )
    ]


def is_written(outline: Outline, pattern: re.Pattern[str], *, by_us: bool) -> bool:
    """Return whether our templates match, or the host's templates, whatever the page is."""
    return any(
        pattern.search(text.html)
        for text in outline.texts
        if is_ours(text) is by_us and (by_us or "search_description" not in text.condition)
    )


def is_ours(text: Text) -> bool:
    return text.template_name.startswith("wagtail_therapy/")
