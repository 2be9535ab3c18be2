"""What becomes of each field and relation of our page types when a page is copied.

A new field or relation needs a decision here: design.md's copies carry what belongs to the text,
and nothing of its history.
"""

# It belongs to the text: every copy has the same.
TEXT = {
    "page": {
        *("seo_title", "search_description", "show_in_menus", "view_restrictions"),
    },
    "blogindexpage": {"intro", "pinned", "sidebar"},
    "blogpostpage": {
        *("body", "excerpt", "opening", "reading_minutes", "references", "related_reading"),
        *("lead_image", "lead_image_alt", "lead_image_caption"),
        *("post_authors", "post_categories", "post_tags", "tags", "concerns", "content_notes"),
        *("crisis_notice", "disclaimer", "exit_button", "review_every_months"),
    },
    "approachindexpage": {"intro", "not_sure", "way_on"},
    "approachpage": {
        *("heading", "abbreviation", "also_known_as", "not_to_be_confused_with"),
        *("short_definition", "family", "second_family", "body", "references"),
        *("time_focus", "structure", "therapist_style", "talks_about_past_in_detail"),
        *("between_session_work", "sessions_min", "sessions_max", "open_ended", "length_note"),
        *("session_minutes_min", "session_minutes_max", "frequency", "content_notes"),
        *("cost", "waiting", "referral", "who_may_join", "with_medication", "not_advised_when"),
        *("unwanted_effects", "adaptations", "practice_minutes", "intensive_forms", "may_stop"),
        "not_known",
        *("formats", "delivery", "age_groups", "offered_here", "offered_by", "disclosure"),
        *("approach_authors", "approach_concerns", "approach_recommendations"),
        *("crisis_notice", "disclaimer", "exit_button", "review_every_months"),
    },
    "teampage": {"intro", "members"},
}
# When that text was published and changed, as readers see it. A copy and a translation begin
# without. An alias shows its original, so it shows these, too, and keeps them when it is converted.
DATES = {
    "page": {"first_published_at", "last_published_at"},
    "blogpostpage": {"updated_date"},
    "approachpage": {"updated_date", "change_note"},
}
# What editors have planned for the page. It ends with an alias that is converted.
PLANS = {
    "page": {"go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by"},
}
# What belongs to one page only. Wagtail copies editors' comments to an alias, where they are never
# seen.
NEVER = {
    "page": {
        *("redirect", "sites_rooted_here", "subscribers", "group_permissions"),
        *("_workflow_states", "_specific_workflow_states", "workflowpage", "formsubmission"),
        "wagtail_admin_comments",
    },
    "blogpostpage": {"therapy_reviews"},
    "approachpage": {"therapy_reviews", "former_slugs"},
}
# Where a page is, what it is called there, and Wagtail's own bookkeeping: of each page its own.
OWN = {
    "page": {
        *("id", "path", "depth", "numchild", "url_path", "slug", "title", "draft_title"),
        *("translation_key", "locale", "owner", "content_type", "alias_of", "aliases"),
        *("live", "has_unpublished_changes", "live_revision", "latest_revision"),
        *("latest_revision_created_at", "_revisions", "index_entries", "page_ptr"),
    },
}
PUBLISHED = {"first_published_at", "last_published_at"}
# What no test need fill in: it is made by acts that have nothing to do with pages of ours.
ELSEWHERE = {
    *("sites_rooted_here", "workflowpage", "formsubmission"),
    *("_workflow_states", "_specific_workflow_states"),
}


def names(table, model):
    # Versions of Wagtail have other fields.
    common = table.get("page", set()) & fields_of(model)
    return common | table.get(model._meta.model_name, set())


def fields_of(model):
    """Return the names of all fields and relations, without the page types that a page may be."""
    return {field.name for field in model._meta.get_fields() if not is_page_type(field)}


def is_page_type(field):
    return field.one_to_one and field.auto_created and getattr(field, "parent_link", False)


def value_of(page, name):
    """Return what a field or relation holds, so that it can be compared with another page's."""
    field = page._meta.get_field(name)
    if field.auto_created and field.is_relation:
        return rows_of(field.related_model.objects.filter(**{field.field.name: page.pk}))
    if field.one_to_many:
        return rows_of(getattr(page, name))
    if field.many_to_many:
        return sorted(one.pk for one in getattr(page, name).all())
    if hasattr(field, "stream_block"):
        return list(field.value_from_object(page).raw_data)
    return getattr(page, field.attname)


def rows_of(found):
    """Return what the rows hold, without what says whose they are."""
    return [
        {
            field.name: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if not field.primary_key and field.name not in {"page", "content_object"}
        }
        for row in found.order_by("pk")
    ]


def values(page, wanted, since=None):
    """Return what the page has by name. Moments that have come since are no history of another."""
    by_name = {name: value_of(page, name) for name in wanted}
    is_new = [name for name in PUBLISHED if since and by_name.get(name) and by_name[name] >= since]
    return by_name | dict.fromkeys(is_new)


def blank(model, wanted):
    return {name: model._meta.get_field(name).get_default() for name in wanted}
