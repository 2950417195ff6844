"""The frame number that each picture carries: 32 black or white blocks along its top, read back in the page.

Blocks from left to right: guard 1 0 · 20 bits of the number, most significant first · 8 bits of CRC-8 (polynomial
0x07, start 0, over the number as three bytes) · guard 0 1. A block is 1/40 of the width wide and 16/360 of the height
high, so the strip covers 32/40 of the width; white is 1.
"""

from collections.abc import Sequence

BLOCKS = 32
ACROSS = 40  # blocks that would fit in the width
NUMBERS = 1 << 20  # numbers run from 0 to this, exclusive
_NUMBER_BITS, _CHECK_BITS = 20, 8
_BEFORE, _AFTER = (1, 0), (0, 1)


def bits(number: int) -> tuple[int, ...]:
    """The 32 blocks of a number below NUMBERS, 1 for white."""
    if not 0 <= number < NUMBERS:
        raise ValueError(f"frame number {number} does not fit in {_NUMBER_BITS} bits")
    return (*_BEFORE, *_digits(number, _NUMBER_BITS), *_digits(_crc8(number), _CHECK_BITS), *_AFTER)


def decode(blocks: Sequence[int]) -> int | None:
    """The number that the blocks say; None when a guard or the checksum is wrong."""
    if len(blocks) != BLOCKS or tuple(blocks[:2]) != _BEFORE or tuple(blocks[-2:]) != _AFTER:
        return None
    number = _value(blocks[2:22])
    return number if _value(blocks[22:30]) == _crc8(number) else None


def block_size(width: int, height: int) -> tuple[int, int]:
    """Width and height of one block in a picture of that size, in pixels."""
    return width // ACROSS, height * 16 // 360


def _digits(value: int, count: int) -> tuple[int, ...]:
    return tuple(value >> place & 1 for place in reversed(range(count)))


def _value(digits: Sequence[int]) -> int:
    return int("".join(map(str, digits)), 2)


def _crc8(number: int) -> int:
    crc = 0
    for byte in number.to_bytes(3, "big"):
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ 0x07 if crc & 0x80 else crc << 1) & 0xFF
    return crc
