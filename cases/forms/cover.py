from collections.abc import Sequence
from typing import Any

from accounts.forms.base import ServiceForm
from accounts.models import Membership
from cases.colleagues import Worker
from cases.forms.people import offer
from cases.forms.questions import chosen_from, day, lines


class CoverForm(ServiceForm):
    colleague = chosen_from("Whose children?", missing="Choose the colleague who is away")
    stand_in = chosen_from("Who covers for them?", missing="Choose who covers")
    begins_on = day("From which day?", what="The first day")
    ends_on = day(
        "When does it end?", what="The day it ends", help_text="On that day it opens nothing."
    )
    reason = lines(
        "Why?",
        required=True,
        max_length=300,
        help_text="For example: leave. No illness need be named.",
        error_messages={"required": "Say why, in a few words: others will read it"},
    )

    def __init__(
        self,
        *args: Any,
        colleagues: Sequence[Membership],
        workers: Sequence[Worker],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(each.pk): each for each in colleagues}
        self.workers = {str(each.membership.pk): each.membership for each in workers}
        offer(self, "colleague", [(pk, _worker(m)) for pk, m in self.colleagues.items()])
        offer(self, "stand_in", [(str(w.membership.pk), w.told) for w in workers])

    def values(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        answers["colleague"] = self.colleagues[answers["colleague"]]
        answers["stand_in"] = self.workers[answers["stand_in"]]
        return answers


def _worker(member: Membership) -> str:
    return f"{member.person.full_name}, {member.place}"
