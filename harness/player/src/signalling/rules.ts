/** The numbers that the signalling client goes by, and how it misbehaves on purpose when it is told to. */

export interface SignallingRules {
  readonly attempts: number; // to reconnect, before the connection gives up or cools down
  readonly firstDelayMs: number; // before the first attempt, counted from the failure that it answers
  readonly longestDelayMs: number; // the delays double up to here
  readonly jitter: number; // each delay is longer or shorter by up to this share of it, drawn evenly
  readonly attemptLimitMs: number; // an attempt that takes longer has failed
  readonly breakerFailures: number; // in a row that open the breaker of a streaming connection
  readonly breakerOpenMs: number; // without any attempt; then one trial
  readonly chatCooldownMs: number; // after the last attempt, without any; then the attempts begin anew
  readonly answerLimitMs: number; // for what is asked of a connected server
  readonly rejoins: boolean; // a new socket id joins the stream again
  readonly endIsFinal: boolean; // nothing is open or opened once the stream has ended
}

export const SIGNALLING_RULES: SignallingRules = {
  attempts: 10,
  firstDelayMs: 500,
  longestDelayMs: 4_000,
  jitter: 0.4,
  attemptLimitMs: 5_000,
  breakerFailures: 5,
  breakerOpenMs: 60_000,
  chatCooldownMs: 30_000,
  answerLimitMs: 5_000,
  rejoins: true,
  endIsFinal: true,
};

export const SIGNALLING_BROKEN = {
  'stale-events': { endIsFinal: false },
  'no-socket-backoff': { longestDelayMs: 500 },
  'no-cooldown': { chatCooldownMs: 0 },
  'no-breaker': { breakerFailures: Infinity },
  'no-jitter': { jitter: 0 },
  'no-rejoin': { rejoins: false },
} satisfies Record<string, Partial<SignallingRules>>;
