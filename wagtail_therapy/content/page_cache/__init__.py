"""Pages and their parts, kept for all visitors: in Django's cache and in caches in front of it."""
