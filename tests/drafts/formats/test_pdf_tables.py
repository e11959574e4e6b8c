"""Ruled tables: rules drawn in any manner make the same cells."""

from itertools import pairwise

from drafts.formats.pdf_tables import Segment, grids


def drawn(xs: list[float], ys: list[float]) -> list[Segment]:
    """Every rule from edge to edge."""
    return [(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys]


def boxed(xs: list[float], ys: list[float]) -> list[Segment]:
    """The four sides of each cell, as many programs draw them."""
    cells = [(a, b, c, d) for a, c in pairwise(xs) for b, d in pairwise(ys)]
    return [
        side
        for a, b, c, d in cells
        for side in ((a, b, c, b), (c, b, c, d), (c, d, a, d), (a, d, a, b))
    ]


XS, YS = [100.0, 200.0, 300.0], [500.0, 520.0, 560.0]


def test_points_fall_into_cells_counted_from_the_top_left() -> None:
    for segments in (drawn(XS, YS), boxed(XS, YS)):
        (grid,) = grids(segments)
        assert (grid.rows, grid.columns) == (2, 2)
        assert grid.cell(150, 540) == (0, 0)
        assert grid.cell(250, 510) == (1, 1)
        assert grid.cell(350, 510) is None


def test_a_cell_without_a_rule_to_its_neighbour_is_one_with_it() -> None:
    segments = [one for one in drawn(XS, YS) if one[0] != 200 or one[2] != 200]
    segments.append((200, 500, 200, 520))
    (grid,) = grids(segments)
    assert grid.cell(250, 540) == (0, 0)
    assert grid.cell(250, 510) == (1, 1)


def test_a_table_that_the_page_breaks_has_its_last_row() -> None:
    segments = [(x, 470.0, x, 560.0) for x in XS] + [(100.0, y, 300.0, y) for y in YS]
    (grid,) = grids(segments)
    assert grid.rows == 3
    assert grid.cell(150, 480) == (2, 0)


def test_two_tables_of_a_page_are_two() -> None:
    lower = [one - 200 for one in YS]
    assert len(grids(drawn(XS, YS) + drawn(XS, lower))) == 2


def test_underlines_frames_and_drawings_are_no_tables() -> None:
    assert grids([]) == []
    assert grids([(100, 500, 200, 500), (100, 480, 200, 480)]) == []
    assert grids(drawn([100, 300], YS)) == []
    assert grids([(n, 0, n + 50.0, 80) for n in range(200)]) == []
    assert grids([(3.0 * n, 0, 3.0 * n, 80) for n in range(400)]) == []
