"""The schematic map: places of states, cut to those that are asked for."""

from __future__ import annotations

from sitegen.charts.tile_grid import Place, places
from sitegen.config import Config
from sitegen.derive.facts import Facts
from sitegen.model import Code

KHM, MNG, NPL, TLS = (Code(code) for code in ("KHM", "MNG", "NPL", "TLS"))
LAYOUT = (("", MNG, ""), (NPL, "", KHM), ("", "", TLS))


def test_places_are_in_reading_order() -> None:
    assert places(LAYOUT, {TLS, KHM, MNG, NPL}) == (Place(MNG, 1, 2), Place(NPL, 2, 1), Place(KHM, 2, 3), Place(TLS, 3, 3))


def test_the_map_is_cut_to_its_states() -> None:
    assert places(LAYOUT, [KHM, TLS]) == (Place(KHM, 1, 1), Place(TLS, 2, 1))
    assert places(LAYOUT, [MNG, TLS]) == (Place(MNG, 1, 1), Place(TLS, 3, 2))


def test_a_state_without_a_place_is_left_out() -> None:
    assert places(LAYOUT, [Code("FJI"), NPL]) == (Place(NPL, 1, 1),)
    assert places(LAYOUT, [Code("FJI")]) == ()
    assert places((), [NPL]) == ()
    assert places(LAYOUT, []) == ()


def test_rows_may_differ_in_length() -> None:
    assert places(((MNG,), (), (NPL, "", KHM)), {MNG, NPL, KHM}) == (Place(MNG, 1, 1), Place(NPL, 3, 1), Place(KHM, 3, 3))


def test_the_real_map_has_one_place_for_each_state_of_the_profiled_grouping(facts: Facts) -> None:
    config: Config = facts.config
    codes = [code for row in config.tile_grid for code in row if code]
    assert len(codes) == len(set(codes))
    assert facts.members[config.profiled] <= set(codes)
    found = places(config.tile_grid, set(map(Code, codes)))
    assert len({(place.row, place.column) for place in found}) == len(codes)
    assert len({len(row) for row in config.tile_grid}) == 1
