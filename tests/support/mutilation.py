"""Files damaged at random, as disks, cables and mail programs do it."""

from __future__ import annotations

import random
from typing import Literal, get_args

How = Literal["one_byte", "ten_bytes", "cut", "long_cut", "lost_block", "tail"]
HOWS: tuple[How, ...] = get_args(How)


def damaged(data: bytes, how: How, rng: random.Random) -> bytes:
    """The bytes with some of them changed, taken out or lost."""
    n = len(data)
    changed = bytearray(data)
    if how in ("one_byte", "ten_bytes"):
        for _ in range(1 if how == "one_byte" else 10):
            changed[rng.randrange(n)] ^= rng.randrange(1, 256)
    elif how in ("cut", "long_cut"):
        length = min(rng.randint(1, 200) if how == "cut" else rng.randint(200, 20_000), n // 2)
        start = rng.randrange(n - length)
        del changed[start : start + length]
    elif how == "lost_block":
        length = min(rng.choice((64, 512, 4096)), n // 2)
        start = rng.randrange(n - length)
        changed[start : start + length] = bytes(length)
    else:
        del changed[n - rng.randint(1, n // 3) :]
    return bytes(changed)
