"""The parts of one running service, which `app` starts and the routes share."""

from __future__ import annotations

from dataclasses import dataclass, field

from anyio import CapacityLimiter

from classifier.taxonomy import Taxonomy
from service.current_model import CurrentModel
from service.jobs.dispatcher import Dispatcher
from service.jobs.page_images import PageImages
from service.jobs.uploads import Uploads
from service.jobs.worker_pool import WorkerPool
from service.metrics import Metrics
from service.settings import Settings
from service.storage.agencies import Agencies
from service.storage.caches.count_cache import CountCache
from service.storage.caches.program_cache import ProgramCache
from service.storage.database import Database
from service.storage.files import Files
from service.workbooks.reader import WorkbookReader


@dataclass(frozen=True, slots=True)
class ServiceState:
    """The parts of one running service."""

    settings: Settings
    database: Database
    files: Files
    current_model: CurrentModel
    taxonomy: Taxonomy
    worker_pool: WorkerPool
    dispatcher: Dispatcher
    uploads: Uploads
    page_images: PageImages
    workbook_reader: WorkbookReader
    program_cache: ProgramCache
    count_cache: CountCache
    agencies: Agencies
    metrics: Metrics
    # Slices of texts classified at a time: Python runs one thread at a time, and pages need it too.
    classification_turns: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(2))
