"""Approaches with facts and concerns that several tests start from."""

from tests.pages import rows
from wagtail_therapy.approaches.models import ApproachFamily


def family(name="Humanistic", **fields):
    return ApproachFamily.objects.create(name=name, **fields)


def approach(index, title, *concerns, **facts):
    """Add an approach used for these concerns; one may come with what a guideline says of it."""
    pairs = [one if isinstance(one, tuple) else (one, "") for one in concerns]
    named = [rows.used_for(concern) for concern, _recommendation in pairs]
    recommendations = [
        rows.says(concern, recommendation) for concern, recommendation in pairs if recommendation
    ]
    facts = {"short_definition": f"About {title}."} | facts
    return rows.approach(index, title, concerns=named, recommendations=recommendations, **facts)


def many_approaches(index):
    """Add approaches that differ in everything that one can filter by."""
    grief, panic = rows.concern("Grief"), rows.concern("Panic", kind="clinical")
    talk, body = family("Talking", sort_order=1), family("Body", sort_order=2)
    approach(
        index, "ACT", grief, (panic, "recommends"), family=talk, formats=["individual", "group"],
        delivery=["video"], age_groups=["adults"], structure="structured", offered_here=True,
    )  # fmt: skip
    approach(index, "EFT", grief, family=talk, formats=["couple"], delivery=["in_person", "video"])
    approach(index, "Somatic", (panic, "advises_against"), family=body)
    approach(index, "Unsorted")
    return index


def long_approaches(index, title):
    """Return three approaches that say a lot, for pages that must bear it."""
    bodies = family("Bodies & minds", description="Words.")
    grief = rows.concern("Grief", kind="life")
    return [
        approach(
            index,
            f"{title} {number}",
            grief,
            short_definition="Words, words. " * 20,
            abbreviation="DLT",
            family=bodies,
            offered_here=True,
            structure="structured",
            formats=["individual", "group"],
            age_groups=["adults"],
            sessions_min=number,
        )
        for number in range(3)
    ]


def paths_of_comparisons(index, approaches):
    """Return the paths of a list and of comparisons in each of their states."""
    chosen = "&".join(f"a={one.slug}" for one in approaches)
    return {
        "approaches, filtered": f"{index.url}?concern=grief&{chosen}&format=nonsense",
        "approaches, none found": f"{index.url}?structure=structured&concern=concern-0",
        "comparison": f"{index.url}compare/?{chosen}&a=nonsense",
        "comparison of one": f"{index.url}compare/?a={approaches[0].slug}",
    }
