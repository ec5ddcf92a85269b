"""Whatever is done to a project, one build after the other gives what a single clean build gives."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from conftest import Project, lay_out, tree
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from sitegen import pipeline
from sitegen.pipeline import Paths, Report, Wishes
from sitegen.workshop import Workshop

BODIES = ("countries/nepal", "countries/cambodia", "treaties/att", "pages/about")
FACTS = (
    ("countries/nepal", "ratified: 2015-03-01", "ratified: 2015-04-01"),
    ("countries/nepal", "title: Nepal", "title: Nepāl"),
    ("site", "tagline: ", "tagline: The "),
)
TEMPLATES = ("pages/country.html", "components/date.html", "partials/footer.html", "layouts/base.html", "feeds/atom.xml")
WORDS = st.sampled_from(["One line.", "Two [lines](country:nepal).", "### A heading", "Another\n\nparagraph.", ""])


class Editing(RuleBasedStateMachine):
    """A project under edits. It is built by a process that lives on and by new ones, in turn, in two folders."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project: Project = lay_out(self.folder / "project")
        self.workshop = Workshop()
        self.number = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def file(self, name: str) -> Path:
        return self.project.paths.content / (f"{name}.yaml" if name == "site" else f"{name}.md")

    @rule(name=st.sampled_from(BODIES), words=WORDS)
    def edit_a_body(self, name: str, words: str) -> None:
        file = self.file(name)
        file.write_text(f"{file.read_text('utf-8')}\n{words}\n", encoding="utf-8")

    @rule(edit=st.sampled_from(FACTS))
    def edit_a_fact(self, edit: tuple[str, str, str]) -> None:
        name, one, other = edit
        text = self.file(name).read_text("utf-8")
        changed = text.replace(other, one, 1) if other in text else text.replace(one, other, 1)
        self.file(name).write_text(changed, encoding="utf-8")

    @rule(name=st.sampled_from(TEMPLATES))
    def edit_a_template(self, name: str) -> None:
        file = self.project.paths.templates / name
        file.write_text(file.read_text("utf-8") + " ", encoding="utf-8")

    @rule(name=st.sampled_from(["styles/base.css", "static/new.txt"]))
    def edit_what_is_beside(self, name: str) -> None:
        file = self.project.root / name
        file.write_text((file.read_text("utf-8") if file.exists() else "") + "\n", encoding="utf-8")

    @rule()
    def add_rename_or_delete_a_page(self) -> None:
        pages = self.project.paths.content / "pages"
        one, two, three = (pages / f"{name}.md" for name in ("one", "two", "three"))
        if one.exists():
            one.rename(two)
        elif two.exists():
            two.unlink()
        else:
            text = (pages / "about.md").read_text("utf-8").replace("title: ", "title: More ", 1)
            one.write_text(text, encoding="utf-8")
        assert not three.exists()

    @rule(name=st.sampled_from(["index.html", "countries/nepal/index.html", "site.css"]))
    def harm_the_output(self, name: str) -> None:
        for folder in ("site", "kept"):
            if (file := self.project.root / folder / name).exists():
                file.unlink()

    @rule()
    def break_and_mend(self) -> None:
        sound = self.file("countries/nepal").read_bytes()
        self.file("countries/nepal").write_text("---\ntitel: Nepal\n---\n", encoding="utf-8")
        assert self.built("kept", self.workshop).problems
        self.file("countries/nepal").write_bytes(sound)

    @rule(in_order=st.booleans())
    def end_the_process(self, in_order: bool) -> None:
        if in_order:
            self.workshop.save()
        self.workshop = Workshop()

    def built(self, folder: str, workshop: Workshop | None = None) -> Report:
        paths = self.project.paths
        cache = self.folder / f"cache-{folder}"
        return pipeline.build(Paths(*paths.inputs, self.project.root / folder, cache), Wishes(), workshop)

    @invariant()
    def all_builds_are_the_same(self) -> None:
        self.number += 1
        clean = Paths(*self.project.paths.inputs, self.folder / f"{self.number}", self.folder / f"cache-{self.number}")
        problems = pipeline.build(clean, Wishes(use_cache=False)).problems
        expected = tree(clean.output) if not problems else {}
        assert self.built("site").problems == self.built("kept", self.workshop).problems == problems
        if not problems:
            for folder in ("site", "kept"):
                assert tree(self.project.root / folder) == expected
        shutil.rmtree(clean.output, ignore_errors=True)


@pytest.mark.parametrize("steps", [8])
def test_builds_after_edits_are_those_of_a_clean_start(steps: int) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Editing, settings=settings(max_examples=4, stateful_step_count=steps, deadline=None, suppress_health_check=checks)
    )
