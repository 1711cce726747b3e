"""CalDAV to-do lists: the one connector that is code, because iCalendar objects are edited, not posted."""
