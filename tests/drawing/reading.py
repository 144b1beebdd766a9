"""A drawing read back: as XML, with its words and the places of its marks."""

from xml.etree import ElementTree


def parsed(drawing: str) -> list[ElementTree.Element]:
    """Its svg elements; it must be well-formed and carry no style of its own."""
    assert "style" not in drawing
    return list(ElementTree.fromstring(f"<div>{drawing}</div>"))


def words(drawing: str) -> list[str]:
    return [each.text or "" for svg in parsed(drawing) for each in svg.iter("text")]


def with_class(drawing: str, name: str) -> list[ElementTree.Element]:
    return [
        each
        for svg in parsed(drawing)
        for each in svg.iter()
        if name in each.get("class", "").split()
    ]
