"""Forms for editors who do not use Git: the page and the configuration of Sveltia CMS below `/admin/`, where the settings ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sitegen.content_types import CONTENT_TYPES
from sitegen.derive.facts import Facts
from sitegen.entry_forms import form
from sitegen.model import SLUG, ContentType
from sitegen.problems import Problem
from sitegen.site import FORMS, Artifact, Site

SCRIPT = f"{FORMS}sveltia-cms.js"
FONTS = {
    "Material Symbols Outlined": ("material-symbols-outlined", "font-weight: 400; font-display: block"),
    "Source Sans 3": ("source-sans-3", "font-weight: 200 900; font-display: swap; size-adjust: 110%"),
    "Noto Mono": ("noto-mono", "font-weight: 400; font-display: swap"),
}
"""The families that the script would fetch from another host, the first of them for its icons: how the names of their files
begin, and the descriptors that the script gives them, without which the faces would not be the same."""

COMMANDS = (
    "npm pack @sveltia/cms; tar -xzf sveltia-cms-*.tgz; mkdir -p static/admin; "
    "cp package/dist/sveltia-cms.js package/npm/assets/*.woff2 static/admin/"
)


def plan(site: Site) -> Iterator[Artifact]:
    """The page that runs the editor, its configuration and its fonts; nothing where the settings do not ask for forms."""
    if site.facts.config.forms:
        yield Artifact(f"{FORMS}index.html", "template", site.facts.config.title, "forms/editor.html")
        yield Artifact(f"{FORMS}config.yml", "json", configuration(site))  # JSON is YAML 1.2
        yield Artifact(f"{FORMS}fonts.css", "bytes", _fonts(site).encode())


def lacking(facts: Facts, static: Mapping[str, bytes]) -> Iterator[Problem]:
    """What the forms need and the host has yet to put there: their script and its fonts, which come from no other host."""
    if facts.config.forms and not (SCRIPT in static and all(_file(static, start) for start, _ in FONTS.values())):
        settings = facts.library.settings
        message = f"the script of the forms and its fonts must be in static/{FORMS}; get them with: {COMMANDS}"
        yield Problem(settings.path, *settings.mark(("forms",)), message, "forms")


def _fonts(site: Site) -> str:
    """The faces of the script's fonts once more, with the files beside the page: where the page's policy refuses the one, a
    browser takes the other that is alike (CSS Fonts 4, 5.2)."""
    return "".join(
        f'@font-face {{ font-family: "{family}"; src: url("{_file(site.static, start)}") format("woff2"); {descriptors}; }}\n'
        for family, (start, descriptors) in FONTS.items()
    )


def _file(static: Iterable[str], start: str) -> str:
    """The file of a font beside the page, "" where there is none; its name ends in another way in each version of the editor."""
    names = sorted(path.removeprefix(FORMS) for path in static if path.startswith(f"{FORMS}{start}"))
    return next((name for name in names if name.endswith(".woff2")), "")


def configuration(site: Site) -> dict[str, Any]:
    """What Sveltia CMS reads: where the content is, how it is written, and a collection for each content type."""
    config = site.facts.config
    backend: dict[str, Any] = {"name": "github", "repo": config.repository_name, "branch": config.branch}
    backend |= {"base_url": config.sign_in} if config.sign_in else {"auth_methods": ["token"]}
    return {
        "backend": backend,
        "publish_mode": "editorial_workflow",
        "site_url": site.frame.address,
        "app_title": config.title,
        "media_folder": "static/media",
        "public_folder": "/media",
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-", "maxlength": 100},
        "output": {"omit_empty_optional_fields": True},
        "editor": {"preview": False},
        "collections": [_collection(kind, site) for kind in CONTENT_TYPES],
    }


def _collection(kind: ContentType, site: Site) -> dict[str, Any]:
    """The folder of a type. Entries are neither removed nor given another slug here: others refer to them, and `rename` leaves a
    redirect behind. `aliases` are words here, and no former addresses."""
    made = form(kind, site.facts.library.of(kind.name), CONTENT_TYPES)
    kept = f" Not in this form, and kept as they are: {', '.join(made.left_out)}." if made.left_out else ""
    content = site.facts.library.settings.path.rpartition("/")[0]
    dated = "{{date}}-" if kind.calendar_span else ""
    return {
        "name": kind.folder,
        "label": kind.folder.capitalize(),
        "label_singular": kind.name.capitalize(),
        "description": f"Files in {content}/{kind.folder}/.{kept}",
        "folder": f"{content}/{kind.folder}",
        "extension": "md",
        "format": "yaml-frontmatter",
        "identifier_field": "title",
        "slug": {
            "template": f"{dated}{{{{title}}}}",
            "editable": ["create"],
            "pattern": [f"^{SLUG}$", "Must be lower-case letters a to z, digits and hyphens"],
        },
        "aliases_field": False,
        "create": made.complete,
        "duplicate": False,
        "delete": False,
        "fields": [*made.fields, BODY],
    }


BODY = {
    "name": "body",
    "label": "Body",
    "hint": "Markdown, as it stands in the file; headings start with ##, links to entries are written [Nepal](country:nepal).",
    "required": False,
    "widget": "text",
}
"""Plain text: an editor that formats would write again what nobody changed."""
