from django.urls import path

from cases.views import cover, finding, looks, notes, packs, people

CHILD = "children/<uuid:public_id>/"
PEOPLE = f"{CHILD}people/"

urlpatterns = [
    path("children/", finding.children, name="children"),
    path(PEOPLE, people.people, name="people"),
    path(f"{PEOPLE}team/", people.transfer_team, name="transfer_team"),
    path(f"{PEOPLE}chair/", people.name_chair, name="name_chair"),
    path(f"{PEOPLE}agenda/", people.put_on_agenda, name="put_on_agenda"),
    path(f"{PEOPLE}legal/", people.instruct_legal, name="instruct_legal"),
    path(f"{PEOPLE}share/", people.share_record, name="share_record"),
    path(
        f"{PEOPLE}allocations/<uuid:fact_id>/end/", people.end_involvement, name="end_involvement"
    ),
    path(f"{PEOPLE}grants/<uuid:grant_id>/end/", people.end_grant, name="end_grant"),
    path(f"{CHILD}pack/", packs.issue_pack, name="issue_pack"),
    path(f"{CHILD}pack/<uuid:grant_id>/withdraw/", packs.withdraw_pack, name="withdraw_pack"),
    path(f"{CHILD}interest/", packs.declare_interest, name="declare_interest"),
    path(f"{CHILD}notes/record/", notes.record_note, name="record_note"),
    path(f"{CHILD}looks/", looks.looks, name="looks"),
    path("cover/", cover.cover, name="cover"),
    path("cover/arrange/", cover.arrange_cover, name="arrange_cover"),
    path("cover/<int:membership_id>/end/", cover.end_cover, name="end_cover"),
]
