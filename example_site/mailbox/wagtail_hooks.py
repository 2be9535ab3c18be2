from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def add_mailbox_to_menu():
    return MenuItem("Mailbox (demo)", reverse_lazy("mailbox:list"), icon_name="mail", order=9000)
