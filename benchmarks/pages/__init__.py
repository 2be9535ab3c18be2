"""``python -m benchmarks.pages``: what Lighthouse and axe say of the example site."""
