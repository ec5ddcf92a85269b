"""The style sheets joined into one file, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
