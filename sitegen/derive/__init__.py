"""What follows from the entries: pure functions of content and a date, with no page in sight."""
