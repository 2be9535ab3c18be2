"""The facets that filter a list of approaches, and the reader's choice in an address."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches import choices
from wagtail_therapy.approaches.summaries import ConcernSummary

YES = "yes"
OFFERED = "offered"
# The parameters of all facets.
PARAMETERS = frozenset({"concern", "format", "delivery", "age", "structure", OFFERED})
KINDS = dict(choices.ConcernKind.choices)
LEGENDS = {
    "formats": _("Who takes part"),
    "delivery": _("How you meet"),
    "age_groups": _("Ages"),
}


@dataclass(frozen=True)
class Option:
    value: str
    label: Any
    # Options of one group are shown together.
    group: Any = ""


@dataclass(frozen=True)
class Facet:
    """One question with its options, and a function that returns the options of an approach."""

    # The name of the parameter in the address.
    name: str
    legend: Any
    options: list[Option]
    answers: Callable[[Any], Collection[str]]

    def options_for(self, approaches: Iterable[Any], chosen: Collection[str] = ()) -> list[Option]:
        """Return the options that any approach has, and those that were chosen."""
        found = set(chosen).union(*map(self.answers, approaches))
        return [option for option in self.options if option.value in found]


class FormOption(NamedTuple):
    """One option in the form."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class FormFieldset:
    """One facet in the form, with its options in groups. A group may have a name."""

    name: str
    legend: Any
    groups: list[tuple[str, list[FormOption]]]


@dataclass(frozen=True)
class Chip:
    """One chosen option, and the query of the same list without it."""

    facet: Facet
    option: Option
    query: str


@dataclass
class Filters:
    """What a reader chose. An approach must have one of the chosen options in every facet."""

    facets: list[Facet]
    query: QueryDict
    chosen: dict[str, list[Option]] = field(init=False)
    # Whether the address names an unknown option. It may be old or made up.
    has_unknown: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.chosen = {facet.name: list(self._chosen_of(facet)) for facet in self.facets}

    def __bool__(self) -> bool:
        return any(self.chosen.values())

    def _chosen_of(self, facet: Facet) -> Iterator[Option]:
        asked = {value for value in self.query.getlist(facet.name) if value}
        yield from (option for option in facet.options if option.value in asked)
        if asked - {option.value for option in facet.options}:
            self.has_unknown = True

    def values(self, facet: Facet) -> set[str]:
        return {option.value for option in self.chosen[facet.name]}

    def apply(self, approaches: Iterable[Any]) -> list[Any]:
        """Return the approaches that match, in their order."""
        asked = [(facet, self.values(facet)) for facet in self.facets if self.chosen[facet.name]]
        return [
            one
            for one in approaches
            if all(not wanted.isdisjoint(facet.answers(one)) for facet, wanted in asked)
        ]

    def chips(self) -> list[Chip]:
        return [
            Chip(facet, option, self.without(facet, option))
            for facet in self.facets
            for option in self.chosen[facet.name]
        ]

    def without(self, facet: Facet, option: Option) -> str:
        """Return the query without an option, and without unknown ones."""
        left = self._known()
        left.setlist(facet.name, [one for one in left.getlist(facet.name) if one != option.value])
        return left.urlencode()

    def cleared(self) -> str:
        """Return the query without filters. Its other parameters are kept."""
        left = self._known()
        for facet in self.facets:
            left.pop(facet.name, None)
        return left.urlencode()

    def _known(self) -> QueryDict:
        left = self.query.copy()
        for facet in self.facets:
            left.setlist(facet.name, [option.value for option in self.chosen[facet.name]])
        return left


def approach_facets(
    models: Iterable[Any], helped: Mapping[int, Collection[str]], concerns: list[ConcernSummary]
) -> list[Facet]:
    """Return the facets for approaches of these types.

    ``helped`` has the slugs of each approach's concerns, by its key.
    """
    several = [("format", "formats"), ("delivery", "delivery"), ("age", "age_groups")]
    return [
        Facet("concern", _("Concern"), _concerns(concerns), lambda one: helped.get(one.pk, ())),
        *(_choices_facet(parameter, name, models) for parameter, name in several),
        Facet("structure", _("Structure"), _structures(), _structure),
        Facet(OFFERED, _("At this practice"), [Option(YES, _("Offered here"))], _offered),
    ]


def _concerns(concerns: list[ConcernSummary]) -> list[Option]:
    return [Option(one.slug, one.name, KINDS.get(one.kind, "")) for one in concerns]


def _choices_facet(parameter: str, name: str, models: Iterable[Any]) -> Facet:
    """Return the facet of a field with several choices. A host's types may have other choices."""
    pairs = {
        value: label for model in models for value, label in model._meta.get_field(name).options
    }
    options = [Option(value, label) for value, label in pairs.items()]
    return Facet(parameter, LEGENDS[name], options, lambda one: getattr(one, name) or ())


def _structures() -> list[Option]:
    return [Option(value, label) for value, label in choices.Structure.choices if value]


def _structure(approach: Any) -> tuple[str, ...]:
    return (approach.structure,) if approach.structure else ()


def _offered(approach: Any) -> tuple[str, ...]:
    return (YES,) if approach.offered_here else ()
