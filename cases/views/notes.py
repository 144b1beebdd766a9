from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.policy import WRITES_NOTES
from cases.forms.notes import NoteForm
from cases.gate import child_act
from cases.models import Child, Note
from cases.services.notes import record_note as record


@child_act("note.record", methods=("GET", "POST"))
def record_note(request: HttpRequest, child: Child) -> HttpResponse:
    """The note of the actor's own profession: the panel's, legal advice, health."""
    actor = request.actor
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.attempt(record, child=child, by=actor, on=actor.on):
        messages.success(request, "Saved. Only those who read such notes see it.")
        return redirect(child)
    kind = Note.Group(WRITES_NOTES[actor.role])
    context = {"child": child, "form": form, "kind": kind.label}
    return render(request, "cases/record_note.html", context)
