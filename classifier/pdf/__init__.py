"""Words and edges of a page, and whether it is worth reading: the door to pypdfium2.

Nothing here knows what a table is. A page is looked at twice: `prefilter` glances at
every page (3 ms), `words` and `edges` read in full the few that can hold rows (20 ms).
pypdfium2's raw functions are called where a page has thousands of characters or
segments, because its objects cost more than what they hold. `layout` holds the
records and needs no library.
"""
