from hypothesis import given
from hypothesis import strategies as st

from drawing import svg
from tests.drawing.reading import parsed


@given(st.text())
def test_any_words_come_out_as_text_and_nothing_else(told: str) -> None:
    drawing = svg.drawing(
        [svg.text(0, 0, told)], size=(10, 10), look="drawing", name="n", title=told, desc=told
    )
    (found,) = parsed(drawing)
    assert {each.tag for each in found} <= {"title", "desc", "text"}


def test_characters_that_no_page_can_carry_are_left_out() -> None:
    assert svg.text(0, 0, "a\x00b\ud800c\uffff").encode() == b'<text x="0" y="0">abc</text>'


def test_markup_and_quotes_are_escaped_in_words_and_in_labels() -> None:
    label = '"><script>x</script>'
    drawing = svg.plain([svg.text(0, 0, label)], size=(1, 1), look="mini", label=label)
    assert "<script" not in drawing
    assert parsed(drawing)[0].get("aria-label") == label


def test_a_drawing_is_named_and_described_by_its_own_title_and_desc() -> None:
    drawing = svg.drawing([], size=(1, 1), look="d", name="own", title="Journey", desc="Told")
    (found,) = parsed(drawing)
    assert found.get("role") == "img"
    assert found.get("aria-labelledby") == "own-title own-desc"
    assert [each.get("id") for each in found] == ["own-title", "own-desc"]


def test_a_small_drawing_without_a_sentence_is_silent() -> None:
    (found,) = parsed(svg.plain([], size=(1, 1), look="clockbar", label=""))
    assert found.get("aria-hidden") == "true"


def test_numbers_have_one_decimal_at_most_and_no_negative_nought() -> None:
    assert [svg.number(n) for n in (1, 1.04, 1.06, -0.01)] == ["1", "1", "1.1", "0"]
