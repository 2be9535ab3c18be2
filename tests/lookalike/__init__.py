"""A host that has named its apps, models, templates, URLs, static files and menu items as we do."""
