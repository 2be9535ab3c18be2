"""Finds the blocks and HTML that our pages output when they extend the host's base template.

It reads the compiled templates. It can't render them: ``manage.py check`` also runs in a build or
before the first ``migrate``, without a database.
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
    """HTML from a template, with the condition on which it depends, if any."""

    template_name: str
    html: str
    condition: str


class Outline:
    """The blocks and HTML that a template outputs, including the templates it extends.

    All branches of conditions are included. The output of template tags isn't.

    :raises TemplateDoesNotExist: a template that is extended is missing.
    :raises TemplateSyntaxError: a template has an error, or its name isn't known before rendering.
    """

    def __init__(self, template: Template, included: set[str] | None = None):
        self.engine = template.engine
        self.blocks: set[str] = set()
        self.texts: list[Text] = []
        # Blocks in included templates, which can't be overridden: from name to template.
        self.included_blocks: dict[str, str] = {}
        # From name to the blocks with this name, the outermost template's last.
        self.defined: defaultdict[str, list[BlockNode]] = defaultdict(list)
        # Each is read only once, because a template may include itself.
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
        # No error in Django either if the branch is never rendered.
        except TemplateDoesNotExist:
            return
        self.included_blocks |= dict.fromkeys(outline.blocks, name) | outline.included_blocks
        self.texts += [one._replace(condition=one.condition or condition) for one in outline.texts]


def inheritance_chain(template: Template) -> Iterator[Template]:
    """Yield a template and the templates it extends, the outermost last."""
    context = Context(base_context() | {"request": RequestFactory().get("/")})
    with context.bind_template(template):
        while template:
            yield template
            extends = next(filter(is_extends, template.nodelist), None)
            template = extends.get_parent(context) if extends else None


def is_extends(node: Node) -> bool:
    return isinstance(node, ExtendsNode)


def included_name(node: Node) -> str | None:
    """Return the name of the template that a tag includes, if it is known before rendering."""
    if isinstance(node, IncludeNode):
        name = node.template.var
    elif isinstance(node, InclusionNode):
        name = node.filename
    else:
        return None
    return name if isinstance(name, str) else None


def branches(node: Node) -> Iterator[tuple[NodeList, str]]:
    """Yield the node lists inside a tag, each with the condition that it adds."""
    if isinstance(node, IfNode):
        for condition, nodes in node.conditions_nodelists:
            yield nodes, node.token.contents if condition else ""
        return
    named = [getattr(node, name, None) for name in node.child_nodelists]
    # Not every third-party tag lists them in child_nodelists.
    found = {id(one): one for one in [*named, *vars(node).values()] if isinstance(one, NodeList)}
    yield from ((nodes, "") for nodes in found.values())
