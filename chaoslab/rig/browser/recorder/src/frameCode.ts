/**
 * The frame number painted along the top of a picture: 32 black or white blocks, each a 40th of the width.
 *
 * Guard 1,0 · 20 bits of number · CRC-8 of the number's three bytes · guard 0,1; most significant bit first.
 */

export const BLOCKS = 32;
/** Sizes relative to the picture's: what the blocks span of its width, and of its height. */
export const STRIP = { width: BLOCKS / 40, height: 16 / 360 } as const;

const NUMBER_BITS = 20;
const CRC_BITS = 8;
const CRC_POLYNOMIAL = 0x07;
const LEAST_CONTRAST = 40; // of 255: below this a guard is not black beside white

/** The 32 bits that stand for a number from 0 to 2^20 - 1. */
export function encode(number: number): readonly number[] {
  return [1, 0, ...bitsOf(number, NUMBER_BITS), ...bitsOf(crc8(number), CRC_BITS), 0, 1];
}

/** The number that 32 brightness levels (any scale up to 255) stand for; null when guards or checksum are wrong. */
export function decode(levels: ArrayLike<number>): number | null {
  const at = (block: number): number => levels[block] ?? NaN;
  const white = Math.min(at(0), at(31));
  const black = Math.max(at(1), at(30));
  if (!(white - black >= LEAST_CONTRAST)) return null;
  const threshold = (at(0) + at(31) + at(1) + at(30)) / 4;
  const valueOf = (first: number, count: number): number => {
    let value = 0;
    for (let block = first; block < first + count; block++) value = value * 2 + (at(block) > threshold ? 1 : 0);
    return value;
  };
  const number = valueOf(2, NUMBER_BITS);
  return valueOf(2 + NUMBER_BITS, CRC_BITS) === crc8(number) ? number : null;
}

/** CRC-8 (polynomial 0x07, starting at 0, not reflected) over the number's three bytes. */
function crc8(number: number): number {
  let crc = 0;
  for (const byte of [(number >> 16) & 0xff, (number >> 8) & 0xff, number & 0xff]) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x80) === 0 ? crc << 1 : ((crc << 1) ^ CRC_POLYNOMIAL) & 0xff;
  }
  return crc;
}

function bitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (value >> (count - 1 - index)) & 1);
}
