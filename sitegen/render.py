"""Views become text: the only user of Jinja2, with the filters that templates may use."""

from __future__ import annotations

import dataclasses
import gettext
import json
import re
import traceback
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from sitegen import cldr
from sitegen.problems import Problem, did_you_mean, printable
from sitegen.site import Frame, Page

HANDED = ("site", "page", "view")
"""What every template is handed."""
MISSING, ENDLESS = "there is no template", "it includes itself without end"
SITE_LINK = re.compile(r'((?:href|src)=")(/[^"]*)')


class Unknown(jinja2.StrictUndefined):
    """A name that a template is not handed, or that a value has not; its message names the nearest."""

    @property
    def _undefined_message(self) -> str:
        name, value = self._undefined_name, self._undefined_obj
        if value is jinja2.utils.missing or not isinstance(name, str):
            return f"{super()._undefined_message}{did_you_mean(str(name), HANDED)}"
        known = [str(each) for each in (value if isinstance(value, Mapping) else dir(value)) if not str(each).startswith("_")]
        has = f"; it has {', '.join(known)}" if dataclasses.is_dataclass(value) else ""
        return f"{type(value).__name__} has no “{name}”{did_you_mean(name, known)}{has}"


def environment(templates: Path, bytecode: Path | None = None) -> jinja2.Environment:
    """Everything is escaped, an unknown name is an error, and a template reaches nothing but what it is handed."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=Unknown,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(bytecode)) if bytecode else None,
    )
    env.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False,
        "separators": (",", ":"),
    }  # of the filter tojson, for blocks of data
    env.install_gettext_translations(gettext.NullTranslations(), newstyle=False)  # type: ignore[attr-defined]
    env.filters.update(
        long_date=cldr.long_date,
        brief_date=cldr.brief_date,
        partial_date=cldr.partial_date,
        day_of_year=cldr.day_of_year,
        with_dates=cldr.with_dates,
        language_name=cldr.language_name,
        from_page=from_page,
        anchor=anchor,
        data_block=data_block,
        prose=Markup,  # the one place where text is trusted: the HTML that markdown.py made of a body
    )
    return env


def _finalize(value: Any) -> Any:
    if value is None:
        raise jinja2.TemplateRuntimeError("a template must not print None; ask for it with {% if %}")
    return value


def document(env: jinja2.Environment, frame: Frame, page: Page) -> str:
    """Render one page; templates write addresses from the site's root, and here they become relative to the page, or full
    paths on the server in the page for what is not found, which is shown at any address."""
    text = _rendered(env, page.template, {"site": frame, "page": page, "view": page.view})
    if page.is_lasting:
        return SITE_LINK.sub(lambda match: match[1] + relative(match[2], page.address), text)
    return SITE_LINK.sub(lambda match: match[1] + frame.root + relative(match[2], "/"), text)


def feed(env: jinja2.Environment, frame: Frame, template: str, view: Any) -> str:
    """Render what is no HTML page: a feed, a sitemap."""
    return _rendered(env, template, {"site": frame, "view": view})


class TemplateFault(Exception):
    """A mistake in a template, as the problem to tell; `of_all` where each page of the template meets it."""

    def __init__(self, problem: Problem, of_all: bool = False) -> None:
        super().__init__(str(problem))
        self.problem, self.of_all = problem, of_all


def _rendered(env: jinja2.Environment, template: str, values: dict[str, Any]) -> str:
    """Render a template; a mistake in it is told with the file and line of the template at fault."""
    try:
        text = env.get_template(template).render(values)
        text.encode()
    except jinja2.TemplateSyntaxError as error:
        name = _below(error.filename or error.name or "", env) or template
        raise TemplateFault(Problem(f"templates/{name}", error.lineno, 0, _reason(error, env)), of_all=True) from None
    except jinja2.TemplateNotFound as error:
        name, line = _place(error, template, env)
        raise TemplateFault(Problem(f"templates/{name}", line, 0, f"{MISSING} {error.name}")) from None
    except Exception as error:  # whatever an expression raises is the mistake of the template that has it
        name, line = _place(error, template, env)
        raise TemplateFault(Problem(f"templates/{name}", line, 0, _reason(error, env))) from None
    return text


def _reason(error: Exception, env: jinja2.Environment) -> str:
    if isinstance(error, RecursionError):
        return ENDLESS
    if isinstance(error, UnicodeEncodeError):
        return f"it writes “{printable(error.object[error.start])}”, which is half a character"
    if isinstance(error, AssertionError):
        return "a filter was given a value that it is not for"
    return _of_jinja(error, env) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"


def _of_jinja(error: jinja2.TemplateError, env: jinja2.Environment) -> str:
    """What Jinja says; with the near match where a filter or a test is not known."""
    message = (error.message or "").removesuffix(".")
    for kind, known in (("filter", env.filters), ("test", env.tests)):
        if found := re.match(rf"No {kind} named '(.*?)'", message):
            return f"there is no {kind} “{found[1]}”{did_you_mean(found[1], known)}"
    return message


def _place(error: BaseException, template: str, env: jinja2.Environment) -> tuple[str, int]:
    """The innermost template and line in a traceback: Jinja gives its frames the templates' file names."""
    place = (template, 1)
    for frame in traceback.extract_tb(error.__traceback__):
        if name := _below(frame.filename, env):
            place = (name, frame.lineno or 1)
    return place


def _below(file: str, env: jinja2.Environment) -> str:
    """The name of a template by its file; nothing for other files."""
    assert isinstance(env.loader, jinja2.FileSystemLoader)
    folder = next((each for each in env.loader.searchpath if Path(file).is_relative_to(each)), None)
    return Path(file).relative_to(folder).as_posix() if folder else ""


def relative(address: str, base: str) -> str:
    """The relative address of `address` seen from the page at `base`; a folder is named with its index.html, so that the
    link also works where no server resolves folders: from a disk and in a plain object store.

    >>> relative("/countries/nepal/#att", "/treaties/att/")
    '../../countries/nepal/index.html#att'
    """
    path = re.split("[?#]", address, maxsplit=1)[0]
    there, here = path.split("/")[1:], _folders(base)
    shared = 0
    for one, other in zip(there[:-1], here, strict=False):
        if one != other:
            break
        shared += 1
    down = "/".join(there[shared:]) if there[-1] else "/".join((*there[shared:-1], "index.html"))
    return "../" * (len(here) - shared) + down + address[len(path) :]


@lru_cache(maxsize=16)
def _folders(base: str) -> tuple[str, ...]:
    """The folders that a page stands in."""
    return tuple(base.split("/")[1:-1])


# ---- filters --------------------------------------------------------------------------------------------------


@jinja2.pass_context
def from_page(context: jinja2.runtime.Context, address: str) -> str:
    """An address relative to the page, where it stands in no href."""
    return relative(address, context["page"].address)


def anchor(text: str) -> str:
    """Words as an anchor: `Initial report` → `initial-report`."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")


def data_block(value: Any) -> Markup:
    """JSON that may stand in a `<script>` element as data: `<`, `>` and `&` are written as JSON's own escapes, so that no
    text of it can end the element or open a comment (HTML Living Standard, 4.12.1.3)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}))


# ---- templates as ingredients ---------------------------------------------------------------------------------

REFERENCE = re.compile(r"""{%[-+]?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")


def closure(name: str, sources: Mapping[str, str]) -> frozenset[str]:
    """The names of a template and of all that it extends, includes or imports; `sources` maps names to their text."""
    pending, seen = [name], set()
    while pending:
        each = pending.pop()
        if each not in seen and each in sources:
            seen.add(each)
            pending += REFERENCE.findall(sources[each])
    return frozenset(seen)
