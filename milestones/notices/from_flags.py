"""Who is to be told of flags: the worker, and by the ladder the leader and the manager."""

from collections.abc import Iterator, Sequence
from datetime import date

from accounts.models import Authority, Membership
from accounts.policy import READS
from milestones.models import Flag, Notice, Timescale
from milestones.notices.answers import answers_about
from milestones.notices.telling import Telling
from milestones.notices.urgency import cannot_wait, is_new
from milestones.recipients import Recipients, recipients
from milestones.rule_groups import groups_of_rule

ESCALATED = "Passed on to you: "


def tellings_of(flags: Sequence[Flag], *, authority: Authority, on: date) -> list[Telling]:
    """Of live flags with their child and rule. The queries do not grow with the flags.

    Nothing of a clock that is snoozed, or due before the authority went live, or before it does.
    """
    live_on = authority.went_live_on
    if live_on is not None and on < live_on:
        return []
    due = [each for each in flags if live_on is None or each.due_on >= live_on]
    ids = {each.child_id for each in due}
    people = recipients(authority=authority, child_ids=ids, on=on)
    answers = answers_about(ids)
    reads = _Reads()
    told = []
    for flag in due:
        if answers.is_silent(flag.clock_key, on=on):
            continue
        level = people.ladder.level(flag.due_on, answers.pauses(flag.clock_key), on=on)
        told += list(_of_flag(flag, people, level, reads, on))
    return told


def _of_flag(
    flag: Flag, people: Recipients, level: int, reads: "_Reads", on: date
) -> Iterator[Telling]:
    """Each person once, on the lowest rung on which they are reached."""
    reached: set[int] = set()
    for rung in range(level + 1):
        for member in people.at(flag.child_id, rung):
            if member.person_id not in reached and reads.rule(member.role, flag.timescale):
                reached.add(member.person_id)
                yield _telling(flag, member, rung, on)


def _telling(flag: Flag, member: Membership, rung: int, on: date) -> Telling:
    words = flag.timescale.name
    return Telling(
        to=member,
        kind=Notice.Kind.ESCALATED if rung else Notice.Kind(flag.step),
        key=key_of(flag, rung),
        words=f"{ESCALATED}{words}" if rung else words,
        child_id=flag.child_id,
        flag=flag,
        cannot_wait=cannot_wait(flag.timescale) and is_new(flag, on=on),
    )


def key_of(flag: Flag, rung: int) -> str:
    """The clock by its natural key, the step with its lead, and the rung: told once a person."""
    clock = f"{flag.child_id}/{flag.timescale_id}/{flag.started_on.isoformat()}"
    return f"flag/{clock}/{flag.step}/{flag.lead_days or 0}/{rung}"


def key_under(key: str, timescale_id: int) -> str:
    """The same thing under another row of its rule, so that nobody is told of it again."""
    what, child, _, *rest = key.split("/")
    return "/".join([what, child, str(timescale_id), *rest])


class _Reads:
    """Whether a role reads every part of the record that a rule speaks of; each asked once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], bool] = {}

    def rule(self, role: str, timescale: Timescale) -> bool:
        key = (role, timescale.pk)
        if key not in self._known:
            self._known[key] = groups_of_rule(timescale) <= READS.get(role, frozenset())
        return self._known[key]
