"""Bodies of pages, from what the old site's posts were converted to."""
