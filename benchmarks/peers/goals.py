"""What our pages may cost next to others, as figures."""

from benchmarks.figures import Figure

UNIT = "CPU ms"
BARE = {"post": 1.1, "index": 1.1, "category": 1.1, "search": 1.2, "approach": 1.8}
# Next to a bare post: a bare site has no feed.
FEED = 1.5
# Next to the cheaper one of the two themes.
RIVAL = "twentytwentyone"
WORDPRESS = {"post": 1, "index": 1, "feed": 1}
PAGE_CACHE = 2
FIRST_VISIT = 1.5


def cost_figures(costs, titles) -> list[Figure]:
    """Return what a request costs, and how that compares. ``costs``: by site and kind of page."""
    ratios = [
        *_ratios("bare", titles.get("bare"), BARE, costs),
        *_feed_ratio(costs),
        *_ratios(RIVAL, titles.get(RIVAL), WORDPRESS, costs),
    ]
    return [*ratios, *(_cost(titles[name], name, kind, costs) for name, kind in costs)]


def _ratios(other, title, goals, costs):
    for kind, goal in goals.items():
        if (other, kind) in costs:
            ratio = costs["ours", kind] / costs[other, kind]
            yield Figure.at_most(goal, f"peers: {kind} ÷ {title}", ratio, "ratio")


def _feed_ratio(costs):
    if ("bare", "post") in costs:
        ratio = costs["ours", "feed"] / costs["bare", "post"]
        yield Figure.at_most(FEED, "peers: feed ÷ bare post", ratio, "ratio")


def _cost(title, name, kind, costs) -> Figure:
    words = f"peers: {kind}, {title}"
    if name == "page-cache":
        return Figure.at_most(PAGE_CACHE, words, costs[name, kind], UNIT)
    return Figure(words, costs[name, kind], UNIT)


def first_visit_figures(visits, titles) -> list[Figure]:
    """Return what the first visitor after a quiet hour costs. ``visits``: by site and kind."""
    found = []
    for (name, kind), visit in visits.items():
        words = f"peers: {kind}, first visitor after a quiet hour"
        found.append(Figure(f"{words}, {titles[name]}", visit.first, UNIT))
        if name == "ours":
            found.append(Figure.at_most(FIRST_VISIT, f"{words} ÷ next", visit.ratio, "ratio"))
        if name == "ours" and (RIVAL, kind) in visits:
            ratio = visit.first / visits[RIVAL, kind].first
            found.append(Figure.at_most(1, f"{words} ÷ {titles[RIVAL]}", ratio, "ratio"))
    return found


def emptied_figures(visits) -> list[Figure]:
    """Return what the first visitor costs when nothing is cached any more."""
    return [
        Figure(f"peers: {kind}, first visitor with empty caches ÷ next", visit.ratio, "ratio")
        for (_name, kind), visit in visits.items()
    ]


def missing_figure(packages) -> Figure:
    names = ", ".join(packages)
    return Figure(
        f"peers: WordPress is left out, not installed: {names}", len(packages), "packages"
    )
