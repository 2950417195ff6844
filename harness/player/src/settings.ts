/** What the page is asked to play and how, read from its address. */

import type { Mode } from './policies/flvRetry';
import { type Defect, DEFECTS, isDefect } from './rules';

export interface Settings {
  readonly mode: Mode;
  readonly urls: Readonly<Record<Mode, string>>;
  readonly key: string; // of the stream; whoever has it can publish, so the page does not show it
  readonly socketUrl: string | null; // of the signalling server; null: no chat and no count
  readonly chat: boolean; // whether it is wanted
  readonly breaker: boolean; // whether the circuit breaker ever opens
  readonly viewers: number; // streaming connections that this page opens; more than one only to measure a herd
  readonly defect: Defect | null; // the rule that this player breaks on purpose
}

export interface WrongSettings {
  readonly wrong: string; // what is missing or wrong, and the next move
}

const MOST_VIEWERS = 20;
const SWITCHES: Readonly<Record<string, boolean>> = { on: true, off: false };

/** Thrown here only, and told by `readSettings`. */
class Wrong extends Error {}

/**
 * Reads `?flv=…&hls=…&socket=…&key=…&mode=flv|hls&defect=…&chat=off&breaker=off&viewers=N`. `mode` is flv unless said,
 * and with hls no `flv` is needed; without `socket` there is no signalling.
 */
export function readSettings(query: string): Settings | WrongSettings {
  const params = new URLSearchParams(query);
  try {
    const mode = modeOf(params);
    return {
      mode,
      urls: { flv: mode === 'flv' ? urlOf(params, 'flv') : (params.get('flv') ?? ''), hls: urlOf(params, 'hls') },
      key: params.get('key') ?? '',
      socketUrl: params.has('socket') ? urlOf(params, 'socket') : null,
      chat: switchOf(params, 'chat'),
      breaker: switchOf(params, 'breaker'),
      viewers: viewersOf(params),
      defect: defectOf(params),
    };
  } catch (error) {
    if (error instanceof Wrong) return { wrong: error.message };
    throw error;
  }
}

/** Whether there is a chat on the page: it is wanted, and there is a server for it. */
export function hasChat({ chat, socketUrl }: Settings): boolean {
  return chat && socketUrl !== null;
}

function modeOf(params: URLSearchParams): Mode {
  const mode = params.get('mode') ?? 'flv';
  if (mode !== 'flv' && mode !== 'hls') throw new Wrong(`mode=${mode} is not known: use mode=flv or mode=hls.`);
  return mode;
}

function urlOf(params: URLSearchParams, name: string): string {
  const url = params.get(name) ?? '';
  if (/^https?:/i.test(url) && URL.canParse(url)) return url;
  throw new Wrong(`${name}=${url} is not a full address: open this page with ?${name}=http://… in it.`);
}

function switchOf(params: URLSearchParams, name: string): boolean {
  const value = params.get(name) ?? 'on';
  const is = SWITCHES[value];
  if (is === undefined) throw new Wrong(`${name}=${value} is neither on nor off: use ${name}=off, or leave it out.`);
  return is;
}

function viewersOf(params: URLSearchParams): number {
  const text = params.get('viewers') ?? '1';
  const viewers = /^\d+$/.test(text) ? Number(text) : 0;
  if (viewers >= 1 && viewers <= MOST_VIEWERS) return viewers;
  throw new Wrong(`viewers=${text} is not a number from 1 to ${String(MOST_VIEWERS)}: use one, or leave it out.`);
}

function defectOf(params: URLSearchParams): Defect | null {
  const defect = params.get('defect');
  if (defect === null || isDefect(defect)) return defect;
  throw new Wrong(`defect=${defect} is not known: use one of ${DEFECTS.join(', ')}, or leave it out.`);
}
