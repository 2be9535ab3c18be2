"""Rows of many new objects at once, where Django and Wagtail only know one by one."""

from collections.abc import Iterable, Iterator
from copy import copy
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Manager, prefetch_related_objects
from modelcluster.models import get_all_child_relations
from wagtail.models import ReferenceIndex
from wagtail.search import index
from wagtail.search.backends import get_search_backends


def insert_rows(model: Any, objects: list[Any]) -> None:
    """Insert the fields that one model adds to its parents, for many objects at once.

    ``bulk_create()`` doesn't support models with parents:
    https://docs.djangoproject.com/en/stable/ref/models/querysets/#bulk-create
    """
    meta = model._meta
    fields = [one for one in meta.local_concrete_fields if one is not meta.auto_field]
    returned = [meta.auto_field] if meta.auto_field in meta.local_concrete_fields else None
    size = connection.ops.bulk_batch_size(fields, objects)
    for start in range(0, len(objects), size):
        some = objects[start : start + size]
        rows = model._base_manager._insert(
            some, fields=fields, returning_fields=returned, using=connection.alias
        )
        for one, (key,) in zip(some, rows if returned else [], strict=bool(returned)):
            setattr(one, meta.auto_field.attname, key)


def index_words(model: Any, objects: list[Any]) -> None:
    """Add objects to the search indexes that are updated at once, and read each field only once.

    Wagtail's backends for databases read all fields of an object five times.
    """
    for one in objects:
        _remember_search_fields(one)
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(model, objects)
    for one in objects:
        del one.get_search_fields


def _remember_search_fields(one: Any) -> None:
    fields = [*_read(one, one.get_search_fields())]
    one.get_search_fields = lambda: fields


def _read(one: Any, fields: list[Any]) -> Iterator[Any]:
    """Yield the fields with words, which know their values, and those of related objects.

    Backends ask the model, not the object, for fields to filter by.
    """
    for field in fields:
        if isinstance(field, index.RelatedFields):
            for related in _related(field.get_value(one)):
                yield from _read(related, field.fields)
        elif isinstance(field, (index.SearchField, index.AutocompleteField)):
            known = copy(field)
            known.get_value = partial(_value, field.get_value(one))
            yield known


def _related(found: Any) -> Iterable[Any]:
    if isinstance(found, Manager):
        return found.all()
    found = found() if callable(found) else found
    return [] if found is None else [found]


def _value(value: Any, _one: Any) -> Any:
    return value


def index_references(objects: list[Any]) -> None:
    """Add what new objects refer to, which takes one query instead of two for each.

    ``ReferenceIndex.create_or_update_for_object()`` asks what is known of an object first.
    """
    ReferenceIndex.objects.bulk_create(
        row for one in objects for row in _references(one, type(one)._meta.get_parent_list())
    )


def index_references_again(objects: list[Any]) -> None:
    """Replace what objects of one type refer to. Wagtail takes seven queries for each."""
    relations = get_all_child_relations(type(objects[0]))
    prefetch_related_objects(objects, *(one.get_accessor_name() for one in relations))
    known = ReferenceIndex.objects.filter(
        base_content_type=ReferenceIndex._get_base_content_type(type(objects[0])),
        object_id__in=[str(one.pk) for one in objects],
    )
    known.delete()
    index_references(objects)


def _references(one: Any, parents: list[Any]) -> Iterator[ReferenceIndex]:
    types = ContentType.objects
    content_type = types.get_for_model(one, for_concrete_model=False)
    base = types.get_for_model(parents[-1], for_concrete_model=False) if parents else content_type
    for to_type, to_id, model_path, content_path in {
        *ReferenceIndex._extract_references_from_object(one)
    }:
        yield ReferenceIndex(
            content_type=content_type,
            base_content_type=base,
            object_id=one.pk,
            to_content_type_id=to_type,
            to_object_id=to_id,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
