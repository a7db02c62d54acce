"""Answers about texts, remembered while the texts are short, within a number of bytes.

The same words, amounts and headers come up thousands of times in a document, and are worth
remembering. A cell that holds a page of text does not come again. What is remembered is counted in
bytes, not in answers: texts come from whoever calls, and one with thousands of unknown words would
be kept for as long as the process lives.

`functools.lru_cache` counts answers alone, and cachetools reorders its entries on every hit under a
lock: 1.5 µs for each of the ten words of a text. Here a hit is a look into one dict.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import wraps
from sys import getsizeof
from typing import Any, Concatenate, Final, Generic, ParamSpec, TypeVar

# Names end at 250 characters (`rows.doubts`), header cells, amounts and words far below.
MAX_CHARS = 300
# What a dict needs for an entry, its hash and the room to grow.
_ENTRY_BYTES = 100

_P = ParamSpec("_P")
_T = TypeVar("_T")


class _Missing:
    """What stands for no answer, as None may be one."""


MISSING: Final = _Missing()


class Cache(Generic[_T]):
    """Answers by key, those asked for last, within `max_bytes`; for any number of threads.

    Two generations of half the bytes each: when the new one is full, it becomes the old one, and the old one
    is forgotten. An answer of the old one that is asked for moves to the new one.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        # The same dict for good, so that `remembered` may look into it without a call.
        self.new: dict[Hashable, _T] = {}
        self._old: dict[Hashable, _T] = {}
        self._n_new_bytes = self._n_old_bytes = 0
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type[Cache[_T]], tuple[int]]:
        """Empty in another process."""
        return Cache, (self.max_bytes,)

    @property
    def n_bytes(self) -> int:
        """How much is kept now."""
        return self._n_new_bytes + self._n_old_bytes

    def __len__(self) -> int:
        return len(self.new.keys() | self._old.keys())

    def get(self, key: Hashable) -> _T | _Missing:
        """The answer for a key, or MISSING."""
        answer = self.new.get(key, MISSING)
        if answer is MISSING and (answer := self._old.get(key, MISSING)) is not MISSING:
            self.put(key, answer)  # type: ignore[arg-type]
        return answer

    def put(self, key: Hashable, answer: _T) -> None:
        """Keep an answer, unless it alone takes more than half of the bytes."""
        n_bytes = _ENTRY_BYTES + size(key) + size(answer)
        with self._lock:
            if key in self.new or n_bytes > self.max_bytes // 2:
                return
            if self._n_new_bytes + n_bytes > self.max_bytes // 2:
                self._old, self._n_old_bytes = self.new.copy(), self._n_new_bytes
                self.new.clear()
                self._n_new_bytes = 0
            self.new[key] = answer
            self._n_new_bytes += n_bytes

    def clear(self) -> None:
        """Forget all answers."""
        with self._lock:
            self.new.clear()
            self._old = {}
            self._n_new_bytes = self._n_old_bytes = 0


def size(value: object) -> int:
    """The bytes of a value with all that its tuples, lists, sets, dicts and slots hold."""
    n_bytes = getsizeof(value)
    if isinstance(value, tuple | list | set | frozenset):
        return n_bytes + sum(map(size, value))
    if isinstance(value, dict):
        return n_bytes + sum(map(size, value.keys())) + sum(map(size, value.values()))
    slots = getattr(type(value), "__slots__", ())
    return n_bytes + sum([size(getattr(value, name)) for name in slots if hasattr(value, name)])


def remembered(
    max_bytes: int,
) -> Callable[[Callable[Concatenate[str, _P], _T]], Callable[Concatenate[str, _P], _T]]:
    """Make a function of a text keep the answers asked for last, in so many bytes; none for longer texts.

    `function.cache` is what it keeps.
    """

    def decorated(function: Callable[Concatenate[str, _P], _T]) -> Callable[Concatenate[str, _P], _T]:
        cache: Cache[_T] = Cache(max_bytes)
        newest = cache.new.get

        @wraps(function)
        def answer(text: str, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            key: Any = (text, *args, *kwargs.items()) if args or kwargs else text
            known = newest(key, MISSING)
            if known is MISSING and (known := cache.get(key)) is MISSING:
                known = function(text, *args, **kwargs)
                if len(text) <= MAX_CHARS:
                    cache.put(key, known)
            return known  # type: ignore[return-value]

        answer.cache = cache  # type: ignore[attr-defined]
        return answer

    return decorated
