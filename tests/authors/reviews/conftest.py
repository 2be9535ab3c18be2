import pytest

from tests.pages import rows


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla", post_nominals="PsyD")


@pytest.fixture
def mateo(site):
    return rows.author("Mateo", post_nominals="LMFT", job_title="Couple therapist")


@pytest.fixture
def post(blog, orla):
    return rows.post(blog, orla)
