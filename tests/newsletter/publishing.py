"""Users at the doors by which a post is published, and what they do there."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from tests.newsletter import editors

PUBLISH = {"action-publish": "yes"}


@dataclass
class Person:
    user: Any
    client: Client


def person(site, name, *page_permissions):
    """Return a user who has these permissions on all pages of the site, and may enter the admin."""
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(codename="access_admin"))
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page"
    )
    for permission in permissions.filter(codename__in=page_permissions):
        GroupPagePermission.objects.create(group=group, page=site.root_page, permission=permission)
    user = get_user_model().objects.create_user(f"{name}@host.example", "known to everybody")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return Person(user, client)


def moderated(site, person):
    """Let the person approve what is submitted on the site."""
    workflow = Workflow.objects.create(name="Four eyes")
    task = GroupApprovalTask.objects.create(name="A look")
    task.groups.set(person.user.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=site.root_page)
    return workflow


def publish_in_form(person, post, author, **changes):
    data = editors.edited(post, author, **changes, **PUBLISH)
    return person.client.post(editors.edit_url(post), data)


def bulk_url(*pages):
    query = urlencode({"id": [page.pk for page in pages], "next": "/admin/"}, doseq=True)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?{query}"


def publish_in_bulk(person, *pages, **answers):
    return person.client.post(bulk_url(*pages), {"therapy_mail_asked": "yes", **answers})


def approve_url(post):
    state = type(post).objects.get(pk=post.pk).current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk])


def approve_on_dashboard(person, post):
    return person.client.post(approve_url(post), {"next": "/admin/"})


def approve_in_form(person, post, author, **changes):
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    data = editors.edited(post, author, **changes, **action)
    return person.client.post(editors.edit_url(post), data)


def messages(person, response):
    return editors.messages_after(person.client, response)


def publish_by_admin_api(person, post):
    return person.client.post(f"/admin/api/main/pages/{post.pk}/action/publish/")


def publish_by_api_v3(person, post):
    from wagtail.models import APIToken

    _row, token = APIToken.create_token(user=person.user, name="CMS")
    headers = {"Authorization": f"Bearer {token}"}
    return Client().post(f"/api/v3/pages/{post.pk}/actions/publish/", headers=headers)
