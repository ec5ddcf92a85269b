"""The style sheets joined into one file, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.problems import Problem, did_you_mean
from sitegen.site import Artifact, Site

LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")


def plan(site: Site) -> Iterator[Artifact]:
    """`site.css`."""
    yield Artifact("site.css", "bytes", joined(site.styles).encode())


def joined(styles: Mapping[str, str]) -> str:
    """Put each sheet into its cascade layer; `styles` maps paths such as `components/status.css` to their text."""
    parts = [f"@layer {', '.join(LAYERS)};\n"]
    for layer in LAYERS:
        names = [name for name in sorted(styles) if name == f"{layer}.css" or name.startswith(f"{layer}/")]
        parts += [f"@layer {layer} {{\n{styles[name].strip()}\n}}\n" for name in names]
    return "".join(parts)


def misplaced(styles: Mapping[str, str]) -> Iterator[Problem]:
    """Sheets that stand in no layer; where there are none, layers without a sheet, which would be missed only by looking."""
    layers = {name: name.split("/")[0].removesuffix(".css") for name in sorted(styles) if name.endswith(".css")}
    strange = {name: layer for name, layer in layers.items() if layer not in LAYERS}
    for name, layer in strange.items():
        near = did_you_mean(layer, LAYERS)
        yield Problem(f"styles/{name}", 0, 0, f"no layer has this name{near}; there are {', '.join(LAYERS)}")
    for layer in () if strange else LAYERS:
        if layer not in layers.values():
            yield Problem(f"styles/{layer}.css", 0, 0, "is missing; each layer has a sheet, or a folder of sheets")
