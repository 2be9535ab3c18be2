"""What may befall a message, drawn by Hypothesis."""

from hypothesis import strategies as st

from tests.chaos.wire import Fate
from wagtail_therapy.newsletter.transport.results import Outcome

DOUBTFUL = {Outcome.UNKNOWN, Outcome.BROKEN}

# An answer that never comes is what most of the protocol is about.
answers = st.sampled_from([*[Outcome.ACCEPTED, Outcome.UNKNOWN] * 4, *Outcome])
# To draw and then filter would spoil most examples.
offers = st.sampled_from(
    [*[Outcome.ACCEPTED] * 8, *(verdict for verdict in Outcome if verdict not in DOUBTFUL)]
)
deaths = st.sampled_from([*[""] * 6, "offered", "handed over", "in flight"])
fates = st.builds(Fate, offers, answers, st.booleans(), st.booleans(), deaths)
several = st.lists(fates, min_size=1, max_size=3)
