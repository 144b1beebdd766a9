"""A person's own jobs on their pages: where each is told, how far it is, which are news."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse

from accounts.actors import Actor
from accounts.jobs.kinds import KINDS
from accounts.jobs.reading import jobs_of
from accounts.models import Job

AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class JobLine:
    job: Job

    @property
    def address(self) -> str:
        kind = KINDS.get(self.job.kind)
        page = kind.page if kind and kind.page else "job"
        return reverse(page, kwargs={"job_id": self.job.public_id})

    @property
    def is_news(self) -> bool:
        return not self.job.is_open and self.job.read_at is None

    @property
    def progress(self) -> str:
        """“120 of 3,400 children”; empty where nobody knows how much there is."""
        if not self.job.total:
            return ""
        kind = KINDS.get(self.job.kind)
        unit = f" {kind.unit}" if kind and kind.unit else ""
        return f"{self.job.done:,} of {self.job.total:,}{unit}"


def page_of_jobs(actor: Actor, number: str | None) -> Page:
    """Newest first."""
    page = Paginator(jobs_of(actor), AT_ONCE).get_page(number)
    page.object_list = [JobLine(job) for job in page.object_list]
    return page
