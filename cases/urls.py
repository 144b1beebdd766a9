from django.urls import path

from cases.views import (
    cover,
    emergencies,
    finding,
    looks,
    notes,
    packs,
    people,
    proposals,
    restrictions,
    sealing,
)

CHILD = "children/<uuid:public_id>/"
RESTRICTION = "restrictions/<uuid:restriction_id>/"
PROPOSAL = "proposals/<uuid:proposal_id>/"
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
    path("children/emergency/", emergencies.open_emergency, name="open_emergency"),
    path("emergencies/", emergencies.emergencies, name="emergencies"),
    path("emergencies/<uuid:grant_id>/", emergencies.judge_emergency, name="judge_emergency"),
    path("proposals/", proposals.proposals, name="proposals"),
    path(PROPOSAL, proposals.answer_proposal, name="answer_proposal"),
    path(f"{PROPOSAL}withdraw/", proposals.withdraw_proposal, name="withdraw_proposal"),
    path(f"{CHILD}restrict/", restrictions.ask_to_restrict, name="ask_to_restrict"),
    path(f"{CHILD}restrict/lift/", restrictions.ask_to_lift, name="ask_to_lift"),
    path(f"{CHILD}bar/", restrictions.ask_to_bar, name="ask_to_bar"),
    path("restrictions/", restrictions.restrictions, name="restrictions"),
    path(RESTRICTION, restrictions.restriction, name="restriction"),
    path(f"{RESTRICTION}review/", restrictions.review_restriction, name="review_restriction"),
    path(f"{RESTRICTION}name/", restrictions.name_person, name="name_person"),
    path(f"{RESTRICTION}named/<uuid:person_id>/end/", restrictions.end_naming, name="end_naming"),
    path(f"{RESTRICTION}lift/", restrictions.lift_restriction, name="lift_restriction"),
    path("bars/<uuid:bar_id>/lift/", restrictions.lift_bar, name="lift_bar"),
    path(f"{CHILD}seal/", sealing.propose_seal, name="propose_seal"),
    path("sealed/", sealing.sealed, name="sealed"),
    path("sealed/<uuid:sealed_id>/release/", sealing.ask_release, name="ask_release"),
]
