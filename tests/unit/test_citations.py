"""How to cite a page: the files say what the page says, in the forms that reference managers read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.derive.facts import Facts
from sitegen.outputs.citations import bibtex, key, latex, ris
from sitegen.site import MENU, Frame, Page

FRAME = Frame("Arms & Control", "Tagline", date(2026, 3, 5), "https://x.example/base/", "", "main", "en", MENU)


def page(title: str, address: str = "/countries/nepal/") -> Page:
    return Page(address, "pages/x.html", title, "", None)


def test_a_bibtex_entry() -> None:
    assert bibtex(page("Viet Nam’s 50 % {of} C#_x"), FRAME).splitlines() == [
        "@misc{arms-control-countries-nepal,",
        "  title = {{Viet Nam’s 50 \\% \\textbraceleft{}of\\textbraceright{} C\\#\\_x}},",
        "  author = {{Arms \\& Control}},",
        "  publisher = {Arms \\& Control},",
        "  year = {2026},",
        "  month = mar,",
        "  version = {2026.3.5},",
        "  note = {As of 2026-03-05, version 2026.3.5 of the data},",
        "  url = {https://x.example/base/countries/nepal/},",
        "  language = {en},",
        "}",
    ]


def test_a_ris_record() -> None:
    assert ris(page("Côte d’Ivoire\nand  more"), FRAME) == (
        "TY  - ELEC\r\nTI  - Côte d’Ivoire and more\r\nT2  - Arms & Control\r\nAU  - Arms & Control\r\nPB  - Arms & Control\r\n"
        "PY  - 2026\r\nDA  - 2026/03/05/\r\nET  - 2026.3.5\r\nN1  - As of 2026-03-05, version 2026.3.5 of the data\r\n"
        "LA  - en\r\nUR  - https://x.example/base/countries/nepal/\r\nER  - \r\n"
    )


def test_a_name_with_a_comma_is_not_read_as_a_person() -> None:
    frame = Frame("Arms, control", "", date(2026, 3, 5), "https://x.example/", "", "main", "en", MENU)
    assert "AU  - Arms control\r\n" in ris(page("x"), frame)


def value(bib: str, name: str) -> str:
    (found,) = re.findall(rf"^  {name} = {{(.*)}},$", bib, re.MULTILINE)
    return str(found)


@given(st.text())
def test_any_title_leaves_the_entry_whole(title: str) -> None:
    text = bibtex(page(title), FRAME)
    assert text.count("{") == text.count("}")
    assert len(text.split("\n")) == 12
    depth, least = 0, 1
    for sign in value(text, "title"):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        least = min(least, depth)
    assert (depth, least) == (0, 0)


@given(st.text())
def test_any_title_leaves_the_record_whole(title: str) -> None:
    lines = ris(page(title), FRAME).split("\r\n")
    assert len(lines) == 13
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\n\r]*", line) for line in lines[:-1])


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126)))
def test_no_sign_is_left_that_latex_reads_as_a_command(text: str) -> None:
    rest = re.sub(r"\\(?:text[a-z]+\{\}|[#$%&_])", "", latex(text))
    assert not set(rest) & set("\\{}#$%&_~^")


def test_keys_are_plain_and_stay() -> None:
    assert key(page("Any title", "/"), FRAME) == "arms-control"
    assert key(page("Another"), FRAME) == key(page("Title"), FRAME) == "arms-control-countries-nepal"


def test_an_address_can_not_end_its_value() -> None:
    frame = Frame("N", "", date(2026, 3, 5), "https://x.example/{a}/", "", "main", "en", MENU)
    assert value(bibtex(page("x"), frame), "url") == "https://x.example/%7Ba%7D/countries/nepal/"


@pytest.fixture(scope="module")
def documents(real_site: Path, pages: dict[str, Page]) -> dict[str, str]:
    return {address: (real_site / page.path).read_text("utf-8") for address, page in pages.items()}


def test_every_lasting_page_tells_how_to_cite_it(real_site: Path, documents: dict[str, str], facts: Facts) -> None:
    keys = set()
    for address, text in documents.items():
        folder = real_site / address[1:]
        if not address.endswith("/"):
            assert 'id="cite"' not in text
            continue
        assert text.count('id="cite"') == 1
        block = text.partition('id="cite"')[2].partition("</section>")[0]
        assert facts.config.address.rstrip("/") + address + "</span>" in block
        assert f"{facts.as_of:%Y}.{facts.as_of.month}.{facts.as_of.day}" in block
        assert 'href="cite.bib"' in block
        assert 'href="cite.ris"' in block
        keys.add((folder / "cite.bib").read_text("utf-8").partition(",")[0])
        assert (folder / "cite.ris").read_bytes().endswith(b"ER  - \r\n")
    assert len(keys) == sum(address.endswith("/") for address in documents)


def test_a_redirect_is_not_cited(small_site: Path) -> None:
    assert not (small_site / "countries/kampuchea/cite.bib").exists()
    assert 'id="cite"' not in (small_site / "countries/kampuchea/index.html").read_text("utf-8")
