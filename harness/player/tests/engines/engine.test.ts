import { expect, test } from 'vitest';
import { type EngineEvent, hearUntilEnd } from '../../src/engines/engine';

const FAILED: EngineEvent = { type: 'failed', reason: 'cut' };

test('what an engine says is passed on', () => {
  const heard: EngineEvent[] = [];
  const { say } = hearUntilEnd((event) => heard.push(event));
  say({ type: 'playing' });
  say({ type: 'starved' });
  expect(heard).toEqual([{ type: 'playing' }, { type: 'starved' }]);
});

test('an engine that was stopped is not heard any more', () => {
  const heard: EngineEvent[] = [];
  const { say, end } = hearUntilEnd((event) => heard.push(event));
  end();
  say({ type: 'playing' });
  say(FAILED);
  expect(heard).toEqual([]);
});

test('an engine fails once, and nothing comes after', () => {
  const heard: EngineEvent[] = [];
  const { say } = hearUntilEnd((event) => heard.push(event));
  say(FAILED);
  say(FAILED);
  say({ type: 'playing' });
  expect(heard).toEqual([FAILED]);
});
