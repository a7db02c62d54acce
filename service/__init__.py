"""The web service: uploads, jobs and the planner's page, thin over `classifier`.

Empty so far: the command line is the whole product until the service lands.
"""
