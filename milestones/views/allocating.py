from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cases.colleagues import social_workers
from cases.gate import child_act
from cases.models import Child
from milestones.forms.allocating import AllocateForm
from milestones.services.children import allocate_worker as allocate


@child_act("child.allocate", methods=("GET", "POST"))
def allocate_worker(request: HttpRequest, child: Child) -> HttpResponse:
    """A social worker or a co-worker, chosen by name."""
    actor = request.actor
    sent = request.POST if request.method == "POST" else None
    form = AllocateForm(sent, workers=social_workers(actor))
    if form.attempt(allocate, child=child, by=actor, on=actor.on):
        messages.success(request, "Saved. They can open the child’s record now.")
        return redirect("people", child.public_id)
    return render(request, "milestones/allocate_worker.html", {"child": child, "form": form})
