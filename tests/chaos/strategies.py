"""What can happen to a message, drawn by Hypothesis."""

from hypothesis import strategies as st

from tests.chaos.fake_transport import Plan
from wagtail_therapy.newsletter.transport.results import Outcome

DOUBTFUL = {Outcome.UNKNOWN, Outcome.BROKEN}

# Most of the protocol is about answers that never come.
answers = st.sampled_from([*[Outcome.ACCEPTED, Outcome.UNKNOWN] * 4, *Outcome])
# Drawing and then filtering would waste most examples.
offers = st.sampled_from(
    [*[Outcome.ACCEPTED] * 8, *(result for result in Outcome if result not in DOUBTFUL)]
)
kills = st.sampled_from([*[""] * 6, "offered", "handed over", "in flight"])
planned_outcomes = st.builds(Plan, offers, answers, st.booleans(), st.booleans(), kills)
several = st.lists(planned_outcomes, min_size=1, max_size=3)
