"""The commands about aims: their output, their exit, their sentences."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.aims.invented import PUBLISHED, Told, load, published
from tests.aims.test_published_aims import MIDLOTHIAN, midlothian

FLAT = {
    "aim": {"stop": ["recommendation"], "amount": 30, "unit": "weeks", "target": 80},
    "on": "2019-06-01",
    "episodes": [{"child": "A", "start": "2018-10-01"}],
}


def printed(*command: str) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def as_json(*command: str) -> Any:
    return json.loads(printed(*command, "--format", "json"))


def written(folder: Path, data: object) -> str:
    file = folder / "file.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return str(file)


def test_evaluate_aim_needs_no_database(tmp_path: Path) -> None:
    made = as_json("evaluate_aim", written(tmp_path, FLAT))
    assert made["counts"]["overdue"] == 1
    assert made["ref"] is None


def test_evaluate_aim_prints_the_rates_as_x_of_n_for_people(tmp_path: Path) -> None:
    words = printed("evaluate_aim", written(tmp_path, FLAT))
    assert "Of children whose date has passed: 0 of 1, 0%" in words
    assert "Of those decided: too early, 0 of 0" in words
    assert "A      overdue  2018-10-01  2019-04-29" in words


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "line 1, column 2: this is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ({**FLAT, "until": 1}, "“until” is not known"),
        ([], "must be an object"),
    ],
)
def test_a_file_that_cannot_be_evaluated_is_refused_in_a_sentence(
    tmp_path: Path, content: object, said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        printed("evaluate_aim", written(tmp_path, content))


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        printed("evaluate_aim", str(tmp_path / "none.json"))


def test_load_aims_says_what_became_of_each(db: None, tmp_path: Path) -> None:
    first = as_json("load_aims", str(PUBLISHED))
    assert first == {"created": 12, "updated": 0, "unchanged": 0, "rejected": []}
    assert as_json("load_aims", str(PUBLISHED))["unchanged"] == 12


def test_load_aims_names_what_it_rejects_and_loads_the_rest(db: None, tmp_path: Path) -> None:
    [good] = published("midlothian-2")
    stranger = {**good, "ref": "nowhere", "authority": "S99999999"}
    wrong = {**good, "ref": "wrong", "stop": [{"milestones": ["lac_reveiw"]}]}
    file = written(tmp_path, {"aims": [stranger, wrong, good, "nonsense", good]})

    made = as_json("load_aims", file)

    assert made["created"] == 1
    assert [each["ref"] for each in made["rejected"]] == ["nowhere", "", "wrong", "midlothian-2"]
    reasons = " ".join(each["reason"] for each in made["rejected"])
    assert "names no authority" in reasons
    assert "“stop[0].milestones” names “lac_reveiw”" in reasons
    assert "stands in the file twice" in reasons


@pytest.mark.parametrize("data", [[], {"aim": []}, {"aims": {}}, {"aims": [], "aimz": 1}])
def test_load_aims_refuses_a_file_of_another_shape(db: None, tmp_path: Path, data: object) -> None:
    with pytest.raises(CommandError, match="aims"):
        printed("load_aims", written(tmp_path, data))


def test_what_export_prints_loads_unchanged(db: None, tmp_path: Path) -> None:
    printed("load_aims", str(PUBLISHED))
    exported = printed("export_aims", "--authority", MIDLOTHIAN)
    assert as_json("load_aims", written(tmp_path, exported)) == {
        "created": 0,
        "updated": 0,
        "unchanged": 1,
        "rejected": [],
    }


def test_export_refuses_an_unknown_authority(db: None) -> None:
    with pytest.raises(CommandError, match="No authority has the code S1"):
        printed("export_aims", "--authority", "S1")


def test_aim_report_prints_the_quoted_figures(db: None) -> None:
    midlothian().take_in(MIDLOTHIAN)
    load(*published("midlothian-2"))

    made = as_json("aim_report", "midlothian-2", "--on", "2018-09-28")
    words = printed("aim_report", "midlothian-2", "--on", "2018-09-28")

    assert made["rates"]["to_date"] == [20, 25]
    assert made["statement"].startswith("By 1 November 2018, 75%")
    assert "(as PACE reports quote it): 20 of 25, 80%" in words
    assert made["children"][0]["status"] == "overdue"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["midlothian-9", "--on", "2018-09-28"], "There is no aim midlothian-9"),
        (["midlothian-2@2", "--on", "2018-09-28"], "its latest version is midlothian-2@1"),
        (["midlothian-2@", "--on", "2018-09-28"], "There is no aim midlothian-2@"),
        (["midlothian-2", "--on", "28/9/2018"], "write it like 2018-09-28"),
        (["midlothian-2", "--on", "2018-02-30"], "is not a date"),
        (["midlothian-2", "--on", "2018-09-28", "--locality", "Rome"], "has no locality Rome"),
    ],
)
def test_aim_report_refuses_in_a_sentence(db: None, command: list[str], said: str) -> None:
    load(*published("midlothian-2"))
    with pytest.raises(CommandError, match=said):
        printed("aim_report", *command)


def test_a_locality_is_found_whatever_its_capitals(db: None) -> None:
    told = Told()
    told.child("A", locality="Dalkeith")
    told.take_in(MIDLOTHIAN)
    load(*published("midlothian-2"))
    words = printed("aim_report", "midlothian-2", "--on", "2018-09-28", "--locality", "dalkeith")
    assert "No children" in words
