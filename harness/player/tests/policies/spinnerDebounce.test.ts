import { expect, test } from 'vitest';
import { type Event, next, QUIET, type State } from '../../src/policies/spinnerDebounce';
import { rulesWith } from '../../src/rules';

const STARVED: Event = { type: 'starved' };
const RELIEVED: Event = { type: 'relieved' };
const WOKEN: Event = { type: 'woken' };
const due = (atMs: number): State => ({ phase: 'due', atMs });
const SHOWN: State = { phase: 'shown' };

const TRANSITIONS: [string, State, Event, number, State, number | null][] = [
  ['waits 2 s', QUIET, STARVED, 500, due(2_500), 2_500],
  ['waits no longer for being told twice', due(2_500), STARVED, 900, due(2_500), null],
  ['shows itself when it is time', due(2_500), WOKEN, 2_500, SHOWN, null],
  ['waits on when woken early', due(2_500), WOKEN, 2_499, due(2_500), 2_500],
  ['is called off by relief', due(2_500), RELIEVED, 2_000, QUIET, null],
  ['goes when data come', SHOWN, RELIEVED, 3_000, QUIET, null],
  ['stays while data lack', SHOWN, STARVED, 3_000, SHOWN, null],
  ['stays when woken late', SHOWN, WOKEN, 3_000, SHOWN, null],
  ['does not show itself after relief', QUIET, WOKEN, 3_000, QUIET, null],
  ['has nothing to be relieved of', QUIET, RELIEVED, 3_000, QUIET, null],
];

// eslint-disable-next-line max-params -- one for each column of the table above
test.each(TRANSITIONS)('the spinner %s', (_, from, event, nowMs, to, wakeAtMs) => {
  expect(next(from, event, nowMs)).toEqual({ state: to, wakeAtMs });
});

test('without debounce it is due at once', () => {
  expect(next(QUIET, STARVED, 500, rulesWith('no-debounce')).wakeAtMs).toBe(500);
});
