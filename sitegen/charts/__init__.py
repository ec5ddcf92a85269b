"""Numbers in, shapes out: positions that templates draw."""
