/** What a lab that observes the page may offer it: a way to add words of its own. Nothing depends on it. */

interface Window {
  readonly chaoslab?: { mark(name: string, data?: unknown): void };
}
