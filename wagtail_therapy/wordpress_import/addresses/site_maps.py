"""The site maps of WordPress and its plugins. Knows no Django."""

ENDS = (".xml", ".xml.gz")
NAMES = ("sitemap", "sitemap_index", "wp-sitemap")


def is_site_map(path: str) -> bool:
    """Return whether a path is that of a site map, such as "/wp-sitemap-posts-post-1.xml"."""
    name = path.rpartition("/")[2]
    stem = name.removesuffix(".gz").removesuffix(".xml")
    is_map = stem in NAMES or stem.startswith("wp-sitemap-") or "-sitemap" in stem
    return name.endswith(ENDS) and is_map
