"""The generator: Markdown entries in, a static site out."""
