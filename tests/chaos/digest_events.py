"""What may happen on a day of a year: to posts, digests and readers, and to the host."""

from datetime import timedelta

from wagtail.models import PageViewRestriction

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import DigestEntry, Mailing, Subscriber
from wagtail_therapy.newsletter.readers import frequencies, subscriptions
from wagtail_therapy.newsletter.sending import mailed_pages, mailings

Status, Kind, State = Subscriber.Status, Mailing.Kind, Mailing.State
# What happens to a digest in the few hours that it waits.
WITH_DIGEST = {"cancel_digests", "pause_digests", "hide_in_digest", "leave_with_digest"}
# The first readers stay, so that each post that they don't get is missed.
STEADY = 3


class DigestEvents:
    """Each event has a number, which picks a reader, a post or a time."""

    def publish(self, event):
        # Wagtail would try one slug after the other.
        slug = f"post-{len(self.posts)}"
        post = mailed_pages.queue_for_page(self.make_post(live=True, slug=slug))
        self.posts.append(post)

    def hide(self, event):
        if (post := self.post(event)) and post.page and not post.page.get_view_restrictions():
            PageViewRestriction.objects.create(page=post.page, restriction_type="login")

    def show(self, event):
        PageViewRestriction.objects.all().delete()

    def unpublish(self, event):
        if (post := self.post(event)) and post.page:
            post.page.specific.unpublish()

    def publish_again(self, event):
        post = self.post(event)
        if post and post.page and not post.page.live:
            type(post.page).objects.filter(pk=post.page_id).update(live=True)

    def delete(self, event):
        if (post := self.post(event)) and post.page:
            post.page.delete()

    def cancel_posts(self, event):
        for post in Mailing.objects.filter(kind=Kind.POST, state=State.HELD):
            mailings.cancel(post, by="Orla")

    def cancel_digests(self, event):
        waiting = [State.HELD, State.PAUSED]
        for digest in Mailing.objects.filter(kind=Kind.DIGEST, state__in=waiting):
            mailings.cancel(digest, by="Orla")

    def pause_digests(self, event):
        for digest in self.held_digests():
            mailings.pause(digest, "By hand.", by="Orla")

    def hide_in_digest(self, event):
        for digest in self.held_digests():
            post = digest.posts.order_by("pk").last()
            if post.page and not post.page.get_view_restrictions():
                PageViewRestriction.objects.create(page=post.page, restriction_type="login")

    def leave_with_digest(self, event):
        unsteady = self.readers[STEADY:]
        entries = DigestEntry.objects.filter(digest__in=self.held_digests())
        entry = entries.filter(subscriber__in=unsteady).first()
        if entry:
            subscriptions.unsubscribe(entry.subscriber, "link")

    def held_digests(self):
        return Mailing.objects.filter(kind=Kind.DIGEST, state=State.HELD)

    def resume_mailings(self, event):
        for paused in Mailing.objects.filter(state=State.PAUSED):
            mailings.resume(paused, by="Orla")

    def choose(self, event):
        frequency = Subscriber.Frequency.values[event.number % 3]
        frequencies.choose(self.reader(event), frequency)

    def pause(self, event):
        self.active().filter(pk=self.unsteady(event).pk).update(status=Status.PAUSED)

    def resume(self, event):
        paused = Subscriber.objects.filter(pk=self.unsteady(event).pk, status=Status.PAUSED)
        paused.update(status=Status.ACTIVE)

    def leave(self, event):
        subscriptions.unsubscribe(self.unsteady(event), "link")

    def come_back(self, event):
        reader = self.unsteady(event)
        subscriptions.confirm(reader, reader.token_version)

    def join(self, event):
        fields = {"frequency": event.frequency, "confirmed_at": self.now}
        email = f"reader-{len(self.readers)}@mail.example"
        self.readers.append(rows.subscriber(self.site, email, **fields).pk)

    def break_down(self, event):
        self.down_until = self.now + timedelta(hours=1 + event.number * 13 % 100)

    def set_right(self):
        """Let nothing stand in the way any more of what is owed."""
        self.resume_mailings(None)
        self.show(None)
        type(self.site.root_page).objects.update(live=True)

    def reader(self, event) -> Subscriber:
        return Subscriber.objects.get(pk=self.readers[event.number % len(self.readers)])

    def unsteady(self, event) -> Subscriber:
        """Return a reader who may leave, after which little is owed to them for sure."""
        pks = self.readers[STEADY:]
        return Subscriber.objects.get(pk=pks[event.number % len(pks)])

    def post(self, event) -> Mailing | None:
        """Return one of the last posts."""
        last = self.posts[-4:]
        return Mailing.objects.get(pk=last[event.number % len(last)].pk) if last else None

    def active(self):
        return Subscriber.objects.filter(status=Status.ACTIVE)
