"""``python -m benchmarks.pages.hosts``: our pages in the base templates and resets of others."""
