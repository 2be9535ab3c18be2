from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "example_site.mailbox"
    label = "example_site_mailbox"
    verbose_name = "Mailbox"
