"""Files that browsers send: kept in memory, bounded, and only where a page asks for some.

Nothing is written to a disk, so that nothing stays on one. A page that takes files says so
(`takes_files`); on any other, files are passed over unread.
"""

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from accounts.acts import View

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
LARGEST_TOGETHER = 40 * MEGABYTE
# A form and its six files, with what a browser writes between them.
LARGEST_REQUEST = LARGEST_TOGETHER + 10 * MEGABYTE


def takes_files(view: View) -> View:
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def passed_over(request: HttpRequest) -> list[str]:
    """The names of the files that were larger than one may be."""
    found: list[str] = getattr(request, "files_passed_over", [])
    return found


class BoundedUpload(FileUploadHandler):
    """A file past its bound is passed over and named; the form and the other files arrive."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig("The request is larger than any form with its files.")
        route = getattr(self.request, "resolver_match", None)
        self.is_asked = getattr(getattr(route, "func", None), "takes_files", False)
        self.together = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self.is_asked:
            raise SkipFile
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.together += len(raw_data)
        if start + len(raw_data) > LARGEST or self.together > LARGEST_TOGETHER:
            self.kept = BytesIO()
            self.request.files_passed_over = [*passed_over(self.request), self.file_name]
            raise SkipFile
        self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
