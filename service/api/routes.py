"""All REST routes, for the app to take."""

from service.api import documents, health, labels, models, rows

# Those below the prefix of a version, and those that never change their address.
API_ROUTERS = (documents.router, rows.router, labels.router, models.router)
UNVERSIONED_ROUTERS = (health.router,)
