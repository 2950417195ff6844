/** How far the picture is behind the newest that the player knows of; it reads this once a second, by itself. */

import { type ReactElement, useEffect, useState } from 'react';

const READ_EVERY_MS = 1_000;

export function Latency({ behindLiveMs }: { readonly behindLiveMs: () => number | null }): ReactElement | null {
  const [behindMs, setBehindMs] = useState<number | null>(null);

  useEffect(() => {
    const timer = setInterval(() => setBehindMs(behindLiveMs()), READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [behindLiveMs]);

  if (behindMs === null) return null;
  return <span data-testid="latency">{(behindMs / 1_000).toFixed(1)} s behind live</span>;
}
