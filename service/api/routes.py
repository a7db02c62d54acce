"""All REST routes, for the app to take."""

from service.api import agencies, documents, facts, health, labels, mappings, models, rows
from service.api.edits import row_edits
from service.api.workbooks import corrections

# Those below the prefix of a version, and those that never change their address.
API_ROUTERS = (
    documents.router,
    facts.router,
    agencies.router,
    rows.router,
    row_edits.router,
    labels.router,
    mappings.router,
    corrections.router,
    models.router,
)
UNVERSIONED_ROUTERS = (health.router,)
