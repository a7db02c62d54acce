"""The HTTP service: uploads, rows with labels, the map, corrections, and the pages for planners.

`app` puts it together. `storage` holds documents, rows and labels; `jobs` reads documents in
processes of their own; `api` answers programs, `web` planners.
"""
