/** What the page is asked to play, read from its address. */

import type { Mode } from './policies/flvRetry';
import { type Defect, DEFECTS, isDefect } from './rules';

export interface Settings {
  readonly mode: Mode;
  readonly urls: Readonly<Record<Mode, string>>;
  readonly key: string; // of the stream; whoever has it can publish, so the page does not show it
  readonly defect: Defect | null; // the rule that this player breaks on purpose
}

export interface WrongSettings {
  readonly wrong: string; // what is missing or wrong, and the next move
}

/** Reads `?flv=…&hls=…&key=…&mode=flv|hls&defect=…`; `mode` is flv unless said, and with hls no `flv` is needed. */
export function readSettings(query: string): Settings | WrongSettings {
  const params = new URLSearchParams(query);
  const mode = params.get('mode') ?? 'flv';
  if (mode !== 'flv' && mode !== 'hls') return { wrong: `mode=${mode} is not known: use mode=flv or mode=hls.` };
  const urls = { flv: params.get('flv') ?? '', hls: params.get('hls') ?? '' };
  for (const name of mode === 'flv' ? (['flv', 'hls'] as const) : (['hls'] as const)) {
    if (!URL.canParse(urls[name])) {
      return { wrong: `${name}=${urls[name]} is not a full address: open this page with ?${name}=http://… in it.` };
    }
  }
  const defect = params.get('defect');
  if (defect !== null && !isDefect(defect)) {
    return { wrong: `defect=${defect} is not known: use one of ${DEFECTS.join(', ')}, or leave it out.` };
  }
  return { mode, urls, defect, key: params.get('key') ?? '' };
}
