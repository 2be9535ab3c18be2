"""No relation of ours takes a name that a host may want on a model that all apps share."""

import pytest
from django.apps import apps
from django.db.models.fields.related import RelatedField


def own_relations():
    """Return the relations that our models declare to models that are not ours."""
    for model in apps.get_models(include_auto_created=True):
        if is_ours(model):
            fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
            yield from (field for field in fields if leads_away(field))


def is_ours(model):
    return model._meta.app_label.startswith("wagtail_therapy_")


def leads_away(field):
    return isinstance(field, RelatedField) and not is_ours(field.related_model)


@pytest.mark.parametrize("field", list(own_relations()), ids=str)
def test_relation_to_a_shared_model_has_no_reverse_name_that_a_host_may_want(field):
    relation = field.remote_field
    assert relation.hidden or relation.get_accessor_name().startswith("wagtail_therapy_")


def test_relations_are_found_of_each_kind():
    kinds = {type(field).__name__ for field in own_relations()}
    assert kinds == {"ClusterTaggableManager", "ForeignKey", "OneToOneField"}
