"""The web service: uploads, jobs, rows and corrections over HTTP, thin over `classifier`.

`app` puts it together; `store` keeps documents, rows and labels, `files` the bytes; `jobs` says
whose turn it is, `dispatch` keeps `hands` busy, `worker` reads one document in a process of its own.
"""
