"""Choosing case files: as many as there are, in one field."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accounts.forms.base import ServiceForm
from exchange.case_files.brought import looked_at
from exchange.case_files.reading import UnreadableSource


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Django's own recipe for a field of several files; each is left unread."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        chosen = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not chosen:
            raise ValidationError(self.error_messages["required"], code="required")
        return list(chosen)


class CaseFilesForm(ServiceForm):
    files = SeveralFilesField(
        label="Case files",
        help_text="Up to six CSV files, or one .xlsx with a sheet of each name. At most 20 MB "
        "each, 40 MB together.",
        widget=SeveralFiles(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "Choose the case files"},
    )

    def __init__(self, *args: Any, passed_over: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passed_over = passed_over

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.passed_over:
            self.errors.pop("files", None)
            self.add_error(
                "files",
                "A file is larger than 20 MB, or they are larger than 40 MB together: "
                "bring them in parts",
            )
        elif "files" in cleaned:
            try:
                chosen = [(each.name, each.read()) for each in cleaned["files"]]
                cleaned["files"] = looked_at(chosen)
            except UnreadableSource as fault:
                self.add_error("files", str(fault).rstrip("."))
        return cleaned
