"""What must hold of every split draft."""

from drafts.model import Draft, Kind, Unit


def assert_lossless(draft: Draft) -> None:
    """Top-level units tile the source, children lie in order inside, addresses are unique."""
    position = 0
    for unit in draft.units:
        assert unit.start == position
        position = unit.end
        _assert_nested(unit)
    assert position == len(draft.source)
    assert "".join(draft.source[one.start : one.end] for one in draft.units) == draft.source
    addresses = [unit.address for unit in draft.walk()]
    assert len(set(addresses)) == len(addresses)
    assert all(0 <= one.start <= len(draft.source) for one in draft.findings)


def _assert_nested(unit: Unit) -> None:
    assert unit.start <= unit.end
    position = unit.start
    for child in unit.children:
        assert position <= child.start <= child.end <= unit.end, (unit.address, child.address)
        position = child.end
        _assert_nested(child)
    if unit.kind is Kind.ARTICLE:
        assert any(child.kind is Kind.PARAGRAPH for child in unit.children)
        assert unit.number
        assert unit.label
