"""What the commands for editors stand on: entries drafted, changed in place, renamed, held against tables and revisions."""
