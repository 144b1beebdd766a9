from collections.abc import Sequence
from typing import Any

from accounts.forms.base import ServiceForm
from cases.colleagues import Worker
from cases.forms.people import offer
from cases.forms.questions import chosen_from, lines, radios
from cases.models import Involvement


class AllocateForm(ServiceForm):
    """By name; how many children each holds stands beside, and ranks nobody."""

    worker = chosen_from("Who?", missing="Choose the worker")
    capacity = radios(
        "As what?",
        [
            (Involvement.Capacity.SOCIAL_WORKER, "Social worker: whoever it was before ends today"),
            (Involvement.Capacity.CO_WORKER, "Co-worker, beside the social worker"),
        ],
        missing="Choose as what",
        initial=Involvement.Capacity.SOCIAL_WORKER,
    )
    purpose = lines("What for? (optional)", max_length=200)

    def __init__(self, *args: Any, workers: Sequence[Worker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {str(each.membership.person.public_id): each for each in workers}
        offer(self, "worker", [(pk, each.told) for pk, each in self.workers.items()])

    def values(self) -> dict[str, Any]:
        chosen = self.workers[self.cleaned_data["worker"]].membership.person
        return {**self.cleaned_data, "worker": chosen}
