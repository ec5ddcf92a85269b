"""Forms for editors who do not use Git: the page and the configuration of Sveltia CMS below `/admin/`, where the settings ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.content_types import CONTENT_TYPES
from sitegen.entry_forms import form
from sitegen.model import SLUG, ContentType
from sitegen.problems import Problem
from sitegen.site import FORMS, Artifact, Site

SCRIPT = f"{FORMS}sveltia-cms.js"
COMMAND = "npm pack @sveltia/cms, then tar -xzf sveltia-cms-*.tgz, mkdir -p static/admin and cp package/dist/sveltia-cms.js static/admin/"


def plan(site: Site) -> Iterator[Artifact]:
    """The page that runs the editor, and its configuration; nothing where the settings do not ask for forms."""
    if site.facts.config.forms:
        yield Artifact(f"{FORMS}index.html", "template", site.facts.config.title, "forms/editor.html")
        yield Artifact(f"{FORMS}config.yml", "json", configuration(site))  # JSON is YAML 1.2


def lacking(site: Site) -> Iterator[Problem]:
    """What the forms need and the host has yet to put there: their script, which no page takes from another host."""
    if site.facts.config.forms and SCRIPT not in site.static:
        settings = site.facts.library.settings
        message = f"needs static/{SCRIPT}, which is not there; get it with {COMMAND}"
        yield Problem(settings.path, *settings.mark(("forms",)), message, "forms")


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
