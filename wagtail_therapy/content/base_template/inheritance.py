"""What a page of ours puts out where it extends the base template of the host.

Read off the compiled templates. To render them takes a page, a visitor and the database, which are
not there when ``manage.py check`` runs in a build or before the first ``migrate``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.template import Context, TemplateDoesNotExist
from django.template.base import Node, NodeList, Template, TextNode, VariableNode
from django.template.defaulttags import IfNode
from django.template.library import InclusionNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.test import RequestFactory

from wagtail_therapy.content.base_template.context import base_context


class Text(NamedTuple):
    """HTML as written in a template, with the condition under which it is put out, or none."""

    template_name: str
    html: str
    condition: str


class Outline:
    """The blocks and the HTML that come out of a template and those that it extends.

    Every branch of a condition counts as put out. What a template tag makes is not seen.

    :raises TemplateDoesNotExist: one that is extended is missing.
    :raises TemplateSyntaxError: one of them has a mistake, or its name is not known beforehand.
    """

    def __init__(self, template: Template, included: set[str] | None = None):
        self.engine = template.engine
        self.blocks: set[str] = set()
        self.texts: list[Text] = []
        # Blocks of included templates, which none that extends can fill: from name to template.
        self.included_blocks: dict[str, str] = {}
        # From name to the blocks of this name, that of the outermost template last.
        self.defined: defaultdict[str, list[BlockNode]] = defaultdict(list)
        # Each is read once: one may include itself.
        self._included = set() if included is None else included
        templates = list(inheritance_chain(template))
        for one in templates:
            for block in one.nodelist.get_nodes_by_type(BlockNode):
                self.defined[block.name].append(block)
        self._walk(templates[-1].nodelist)

    def _walk(
        self, nodes: Iterable[Node], condition: str = "", within: tuple[str, int] | None = None
    ) -> None:
        for node in nodes:
            if isinstance(node, BlockNode):
                self._walk_block(node.name, 0, condition)
            elif isinstance(node, TextNode):
                self.texts.append(Text(node.origin.template_name, node.s, condition))
            elif isinstance(node, VariableNode):
                if within and str(node.filter_expression).startswith("block.super"):
                    name, depth = within
                    self._walk_block(name, depth + 1, condition)
            else:
                self._include(included_name(node), condition)
                for children, new in branches(node):
                    self._walk(children, new or condition, within)

    def _walk_block(self, name: str, depth: int, condition: str) -> None:
        self.blocks.add(name)
        for block in self.defined[name][depth : depth + 1]:
            self._walk(block.nodelist, condition, (name, depth))

    def _include(self, name: str | None, condition: str) -> None:
        if name is None or name in self._included:
            return
        self._included.add(name)
        try:
            outline = Outline(self.engine.get_template(name), self._included)
        # Django leaves out a branch that is never taken.
        except TemplateDoesNotExist:
            return
        self.included_blocks |= dict.fromkeys(outline.blocks, name) | outline.included_blocks
        self.texts += [one._replace(condition=one.condition or condition) for one in outline.texts]


def inheritance_chain(template: Template) -> Iterator[Template]:
    """Yield a template and those that it extends, the outermost last."""
    context = Context(base_context() | {"request": RequestFactory().get("/")})
    with context.bind_template(template):
        while template:
            yield template
            extends = next(filter(is_extends, template.nodelist), None)
            template = extends.get_parent(context) if extends else None


def is_extends(node: Node) -> bool:
    return isinstance(node, ExtendsNode)


def included_name(node: Node) -> str | None:
    """Return the name of the template that a tag renders, where that is known beforehand."""
    if isinstance(node, IncludeNode):
        name = node.template.var
    elif isinstance(node, InclusionNode):
        name = node.filename
    else:
        return None
    return name if isinstance(name, str) else None


def branches(node: Node) -> Iterator[tuple[NodeList, str]]:
    """Yield what lies within a tag, each part with the condition that it adds."""
    if isinstance(node, IfNode):
        for condition, nodes in node.conditions_nodelists:
            yield nodes, node.token.contents if condition else ""
        return
    named = [getattr(node, name, None) for name in node.child_nodelists]
    # Not every tag of others says where it keeps them.
    found = {id(one): one for one in [*named, *vars(node).values()] if isinstance(one, NodeList)}
    yield from ((nodes, "") for nodes in found.values())
