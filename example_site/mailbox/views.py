import urllib.error
import urllib.request

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from example_site.mailbox import emails

# As in email apps: no scripts, no forms, nothing from other hosts, and links open in a new window.
EMAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
OPEN_LINKS_IN_NEW_TAB = '<base target="_blank">'


@require_safe
@never_cache
def email_list(request):
    page = Paginator(emails.names(), 50).get_page(request.GET.get("page"))
    page.object_list = [emails.load(name) for name in page.object_list]
    return render(request, "mailbox/list.html", {"page": page})


@require_safe
@never_cache
def email(request, name):
    return render(request, "mailbox/email.html", {"email": load_or_404(name)})


@require_safe
@xframe_options_sameorigin
def email_html(request, name):
    """Return only the HTML part, for a sandboxed frame."""
    response = HttpResponse(load_or_404(name).html + OPEN_LINKS_IN_NEW_TAB)
    response["Content-Security-Policy"] = EMAIL_POLICY
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def email_source(request, name):
    return HttpResponse(load_or_404(name).raw, content_type="text/plain; charset=utf-8")


@require_POST
def one_click(request, name):
    """Do what an email app does when you press its own unsubscribe button (RFC 8058)."""
    url = load_or_404(name).one_click_url
    if url is None or not url.startswith(f"{Site.find_for_request(request).root_url}/"):
        messages.error(request, "This email has no one-click unsubscribe link to this site.")
    else:
        messages.info(request, f"The site answered: {post_one_click(url)}.")
    return redirect("mailbox:email", name)


def post_one_click(url: str) -> str:
    """Post like an email provider's server: without cookies, and redirects are failures."""
    post = urllib.request.Request(url, data=b"List-Unsubscribe=One-Click", method="POST")
    try:
        with urllib.request.build_opener(NoRedirect).open(post, timeout=20) as answer:
            return f"{answer.status} {answer.reason}"
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.reason}"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def load_or_404(name: str) -> emails.StoredEmail:
    try:
        return emails.load(name)
    except FileNotFoundError:
        raise Http404 from None
