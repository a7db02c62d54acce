"""The model that answers now, taken anew when `models/current` changes, without a restart."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from classifier.errors import ModelError
from classifier.formats.queries import row_query
from classifier.inference import model_store
from classifier.inference.model import Model
from classifier.records import Prediction, Row
from service.settings import Settings

_log = logging.getLogger(__name__)


class CurrentModel:
    """Watches the `current` file of the models folder; safe to use from many threads.

    A model that cannot be loaded does not push out the one that answers.
    """

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.models or model_store.default_models_folder()
        self._loading = threading.Lock()
        self._model: Model | None = None
        self._seen: tuple[int, int] | None = None

    def get(self) -> Model:
        """The current model. Raises ModelError when there never was one that could be used."""
        state = self._state()
        if self._model is not None and state == self._seen:
            return self._model
        # While one thread loads a new model, the others go on with the old one.
        if self._loading.acquire(blocking=self._model is None):
            try:
                self._take(state)
            finally:
                self._loading.release()
        if self._model is None:
            raise ModelError(
                f"{self.folder}: no model can be loaded; `petakota models list` names those there are."
            )
        return self._model

    def predictions(self, of_rows: Sequence[Row]) -> list[Prediction]:
        """What the current model says of rows, with what stands around them, in their order.

        Raises ModelError when there is no model.
        """
        from classifier.inference import predict

        return predict.predictions(self.get(), [row_query(row) for row in of_rows])

    def is_loaded(self) -> bool:
        """Whether a model can answer at once."""
        return self._model is not None

    def loaded_id(self) -> str:
        """The id of the model that answers now, "" while none is loaded."""
        return self.get().card.id if self.is_loaded() else ""

    def _take(self, state: tuple[int, int] | None) -> None:
        if self._model is not None and state == self._seen:
            return
        self._seen = state
        try:
            folder = model_store.find(self.folder)
            if self._model is None or self._model.card.id != folder.name:
                self._model = model_store.load(folder)
                _log.info("model taken", extra={"model": self._model.card.id})
        except ModelError as error:
            _log.error("model not taken: %s", error)
            if self._model is None:
                self._seen = None
                raise

    def _state(self) -> tuple[int, int] | None:
        try:
            current = (self.folder / model_store.CURRENT).stat()
        except OSError:
            return None
        return current.st_mtime_ns, current.st_ino
