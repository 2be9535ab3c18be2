"""Checks of the host's settings that concern all our apps."""

from typing import Any

from django.apps import apps
from django.core import checks
from django.db import connections

from wagtail_therapy.conf import DEFAULTS, HEAD_TAGS, conf
from wagtail_therapy.content.base_template.checks import check_base_template
from wagtail_therapy.content.page_cache.checks import check_page_cache

PALETTES = ["meadow", "harbour", "heather"]
LABEL = "wagtail_therapy_content"


def register_checks() -> None:
    for check in (
        check_setting_names,
        check_base_template,
        check_head_tags,
        check_palette,
        check_contrib_settings,
        check_contrib_tables,
        check_page_cache,
    ):
        checks.register(check)
    checks.register(check_connections, deploy=True)


def check_setting_names(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(
            f"WAGTAIL_THERAPY[{name!r}] isn't a setting of wagtail-therapy.",
            hint=f"The settings are {', '.join(sorted(DEFAULTS))}.",
            id=f"{LABEL}.E001",
        )
        for name in conf.unknown_names
    ]


def check_head_tags(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    names = [*HEAD_TAGS, "search_description"]
    unknown = sorted(set(conf.base_template_head_tags) - set(names))
    return [
        checks.Error(
            f"WAGTAIL_THERAPY['BASE_TEMPLATE_HEAD_TAGS'] has {name!r}, which isn't a head tag.",
            hint=f"The head tags are {', '.join(names)}.",
            id=f"{LABEL}.E006",
        )
        for name in unknown
    ]


def check_palette(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if conf.palette is None or conf.palette in PALETTES:
        return []
    return [
        checks.Error(
            f"WAGTAIL_THERAPY['PALETTE'] is {conf.palette!r}, which isn't a palette.",
            hint=f"The palettes are {', '.join(PALETTES)}. For your own colours, choose one of "
            "them and override the custom properties at the start of therapy.css.",
            id=f"{LABEL}.E005",
        )
    ]


def check_contrib_settings(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    # By name, because this app may not import the practice. The newsletter needs it as well.
    if not apps.is_installed("wagtail_therapy.practice"):
        return []
    if apps.is_installed("wagtail.contrib.settings"):
        return []
    return [
        checks.Error(
            "The settings of the practice can't be edited.",
            hint="Add 'wagtail.contrib.settings' to INSTALLED_APPS.",
            id=f"{LABEL}.E003",
        )
    ]


def check_contrib_tables(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if apps.is_installed("wagtail.contrib.typed_table_block"):
        return []
    return [
        checks.Error(
            "Tables in page bodies can't be edited, because their script is missing.",
            hint="Add 'wagtail.contrib.typed_table_block' to INSTALLED_APPS.",
            id=f"{LABEL}.E004",
        )
    ]


def check_connections(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return [
        checks.Warning(
            f"Each request connects to the database {alias!r} first, which takes time.",
            hint=f"Add 'CONN_MAX_AGE': 60 and 'CONN_HEALTH_CHECKS': True to DATABASES[{alias!r}], "
            "or let psycopg keep a pool.",
            id=f"{LABEL}.W007",
        )
        for alias in connections
        if _is_connected_each_time(connections[alias])
    ]


def _is_connected_each_time(connection: Any) -> bool:
    # A file is opened at once. With a pool, Django wants 0.
    has_pool = connection.settings_dict["OPTIONS"].get("pool")
    is_quick = connection.vendor == "sqlite" or has_pool
    return connection.settings_dict["CONN_MAX_AGE"] == 0 and not is_quick
