"""What each kind of user gets at each of our addresses in the admin.

login  302 to the login
no     302 to the dashboard, which says that you may not
own    for what is theirs 200, or 302 back to it after a button; for what is not "no".
       A list is 200, with the one and without the other.
form   "yes" for who has the whole site, "no" for who has a section of it
whole  "own" for who has the whole site, "no" for who has a section of it
all    for both 200, or 302 back to it; a list with both
yes    200: what is there belongs to no place
"""

KINDS = ["anonymous", "no role", "access", "editor", "publisher", "readers", "moderator", "admin"]

# anonymous, no role, access, editor, publisher, readers, moderator, admin
MAILINGS = "login login no  no  own no  all all"
PAGES = "login login no  own own no  all all"
READERS = "login login no  no  no  own no  all"
# What belongs to no reader yet: for an admin with both sites to choose from.
FOR_READERS = "login login no  no  no  yes no  all"
# Leads back to the list unless an address is sent.
FOUND = "login login no  no  no  yes no  yes"
# Who got a mailing: for people who may see both.
LOOKED_UP = "login login no  no  no  no  no  all"
# For people who may publish on the whole site.
ANNOUNCED = "login login no  no  whole no  all all"
SETTINGS = "login login no  no  no  no  no  all"
SHARED = "login login no  no  no  no  no  yes"
CHOSEN = "login login yes yes yes yes yes yes"
LISTED = "login login no  yes yes no  yes yes"
NEVER = "login login no  no  no  no  no  no"

BUTTONS = [
    *("send_now", "pause", "resume", "cancel", "reschedule"),
    *("try_again", "send_again", "mark_sent", "look_up", "discard"),
    *("ask_again", "export_data"),
    *("work", "begin", "repeat"),
]
SNIPPETS = {
    "author": "wagtail_therapy_authors_author",
    "category": "wagtail_therapy_blog_category",
    "concern": "wagtail_therapy_approaches_concern",
    "guideline": "wagtail_therapy_approaches_guideline",
    "approachfamily": "wagtail_therapy_approaches_approachfamily",
    "contentnote": "wagtail_therapy_content_contentnote",
}

MAIL = {
    "therapy_mailings:index": MAILINGS,
    "therapy_mailings:index_results": MAILINGS,
    "therapy_mailings:detail": MAILINGS,
    "therapy_mailings:send_now": MAILINGS,
    "therapy_mailings:pause": MAILINGS,
    "therapy_mailings:resume": MAILINGS,
    "therapy_mailings:cancel": MAILINGS,
    "therapy_mailings:reschedule": MAILINGS,
    "therapy_mailings:try_again": MAILINGS,
    "therapy_mailings:send_again": MAILINGS,
    "therapy_mailings:mark_sent": MAILINGS,
    "therapy_mailings:email": MAILINGS,
    "therapy_mailings:email_html": MAILINGS,
    "therapy_mailings:look_up": LOOKED_UP,
    # Where it is decided before there is a mailing; afterwards it leads there.
    "wagtail_therapy_mail_decision": MAILINGS,
    "wagtail_therapy_send_test": PAGES,
    "therapy_announcements:index": ANNOUNCED,
    "therapy_announcements:index_results": ANNOUNCED,
    # It asks for the site only where there are several.
    "therapy_announcements:add": "login login no  no  form no  all all",
    "therapy_announcements:detail": ANNOUNCED,
    "therapy_announcements:edit": ANNOUNCED,
    "therapy_announcements:email": ANNOUNCED,
    "therapy_announcements:test": ANNOUNCED,
    "therapy_announcements:send": ANNOUNCED,
    "therapy_announcements:delete": ANNOUNCED,
    "therapy_subscribers:index": READERS,
    "therapy_subscribers:index_results": READERS,
    "therapy_subscribers:detail": READERS,
    "therapy_subscribers:suppress": READERS,
    "therapy_subscribers:lift": READERS,
    "therapy_subscribers:unsubscribe": READERS,
    "therapy_subscribers:ask_again": READERS,
    "therapy_subscribers:erase": READERS,
    "therapy_subscribers:export_data": READERS,
    "therapy_subscribers:find": FOUND,
    "therapy_subscribers:add": FOR_READERS,
    "therapy_subscribers:export": FOR_READERS,
    "therapy_imports:index": READERS,
    "therapy_imports:index_results": READERS,
    # It asks for the list only where there are several.
    "therapy_imports:add": "login login no  no  no  yes no  all",
    "therapy_imports:detail": READERS,
    "therapy_imports:columns": READERS,
    "therapy_imports:consent": READERS,
    "therapy_imports:report": READERS,
    "therapy_imports:discard": READERS,
    "therapy_imports:undo": READERS,
    "wagtail_therapy_newsletter_delivery_modeladmin_index": READERS,
    "wagtail_therapy_newsletter_delivery_modeladmin_inspect": READERS,
    "wagtail_therapy_newsletter_delivery_modeladmin_create": NEVER,
    "wagtail_therapy_newsletter_delivery_modeladmin_edit": NEVER,
    "wagtail_therapy_newsletter_delivery_modeladmin_delete": NEVER,
    "wagtail_therapy_newsletter_providerevent_modeladmin_index": READERS,
    "wagtail_therapy_newsletter_providerevent_modeladmin_create": NEVER,
    "wagtail_therapy_newsletter_providerevent_modeladmin_edit": NEVER,
    "wagtail_therapy_newsletter_providerevent_modeladmin_delete": NEVER,
    "newslettersettings": SETTINGS,
    "wagtail_therapy_processing_record": SETTINGS,
}

SITE = {
    "practicesettings": SETTINGS,
    "wagtail_therapy_crisis_lines": SETTINGS,
    "wagtail_therapy_delete_site": SETTINGS,
    "wagtail_therapy_readiness": SETTINGS,
    "wagtail_therapy_reviews": PAGES,
    "wagtail_therapy_reviews_results": PAGES,
    "wagtail_therapy_mark_reviewed": MAILINGS,
    "wagtail_therapy_comments": PAGES,
    "wagtail_therapy_page_comments": PAGES,
    "wagtail_therapy_erase_comment": PAGES,
    # Leads back to the list unless a name is sent.
    "wagtail_therapy_find_comments": LISTED,
    "therapy_posts_testapp_journalentry:index": PAGES,
    "therapy_posts_testapp_journalentry:index_results": PAGES,
    # Wagtail's own: a form without a choice for people who may add nothing.
    "therapy_posts_testapp_journalentry:choose_parent": CHOSEN,
    # There are no such posts.
    "therapy_posts_wagtail_therapy_pages_blogpostpage:index": LISTED,
    "therapy_posts_wagtail_therapy_pages_blogpostpage:index_results": LISTED,
    "therapy_posts_wagtail_therapy_pages_blogpostpage:choose_parent": CHOSEN,
    "therapy_approaches_testapp_methodpage:index": LISTED,
    "therapy_approaches_testapp_methodpage:index_results": LISTED,
    "therapy_approaches_testapp_methodpage:choose_parent": CHOSEN,
    "therapy_approaches_wagtail_therapy_pages_approachpage:index": LISTED,
    "therapy_approaches_wagtail_therapy_pages_approachpage:index_results": LISTED,
    "therapy_approaches_wagtail_therapy_pages_approachpage:choose_parent": CHOSEN,
}

SNIPPET = {
    "list": SHARED,
    "list_results": SHARED,
    "add": SHARED,
    "edit": SHARED,
    "delete": SHARED,
    "usage": SHARED,
    "history": SHARED,
    "history_results": SHARED,
    "copy": SHARED,
}

WORDPRESS = {
    "therapy_wordpress:index": MAILINGS,
    "therapy_wordpress:index_results": MAILINGS,
    # It asks for the blog only where there are several.
    "therapy_wordpress:add": "login login no  no  yes no  yes yes",
    **{
        f"therapy_wordpress:{name}": MAILINGS
        for name in ("detail", "options", "work", "begin", "repeat", "report", "discard")
    },
    "therapy_wordpress:preview": MAILINGS,
    "therapy_wordpress:preview_page": MAILINGS,
}

# Authors alone have drafts and previews.
AUTHOR = {
    "preview_on_add": SHARED,
    "preview_on_edit": SHARED,
    "revisions_view": SHARED,
    "revisions_revert": SHARED,
    "revisions_compare": SHARED,
    "revisions_unschedule": SHARED,
    "unpublish": SHARED,
}

# Wagtail shows the names of snippets to all who may enter the admin: editors choose them in pages.
CHOOSER = {
    "choose": CHOSEN,
    "choose_results": CHOSEN,
    "chosen": CHOSEN,
    "chosen_multiple": CHOSEN,
    "create": SHARED,
}

TABLE = (
    MAIL
    | SITE
    | WORDPRESS
    | {
        f"wagtailsnippets_{snippet}:{name}": row
        for snippet in SNIPPETS.values()
        for name, row in SNIPPET.items()
    }
    | {
        f"wagtailsnippetchoosers_{snippet}:{name}": row
        for snippet in SNIPPETS.values()
        for name, row in CHOOSER.items()
    }
    | {f"wagtailsnippets_{SNIPPETS['author']}:{name}": row for name, row in AUTHOR.items()}
)


def expected(kind: str, *, has_whole_site: bool) -> dict[str, str]:
    """Return what a kind of user gets, by address."""
    column = KINDS.index(kind)
    words = {"whole": "own", "form": "yes"} if has_whole_site else {"whole": "no", "form": "no"}
    rows = {address: row.split()[column] for address, row in TABLE.items()}
    return {address: words.get(word, word) for address, word in rows.items()}
