"""The language server: completion, hover, definition, problems and fixes for content while it is typed."""
