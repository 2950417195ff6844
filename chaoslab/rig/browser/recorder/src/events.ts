/** The events that the recorder emits, each with its data; times in data are seconds, as everywhere in a timeline. */

interface OfMedia {
  readonly media: number;
}

interface AtPosition extends OfMedia {
  readonly position: number;
}

export interface EventMap {
  'page.opened': { readonly document: string; readonly url: string };
  'page.discarded': { readonly document: string }; // the browser had thrown away the one before this one
  'page.hidden': { readonly trusted: boolean };
  'page.shown': { readonly trusted: boolean };
  'page.closed': { readonly persisted: boolean };
  'page.frozen': { readonly trusted: boolean };
  'page.resumed': { readonly trusted: boolean };
  'page.went_offline': { readonly trusted: boolean; readonly online: boolean };
  'page.went_online': { readonly trusted: boolean; readonly online: boolean };
  'timer.sampled': { readonly worst_late: number; readonly ticks: number };
  'cpu.sampled': { readonly speed: number }; // pieces of a fixed work a second

  'media.attached': OfMedia & { readonly tag: string };
  'media.load_began': OfMedia & { readonly src: string };
  'media.emptied': OfMedia;
  'media.metadata_loaded': OfMedia & {
    readonly width: number;
    readonly height: number;
  };
  'media.play_requested': OfMedia;
  'media.playing': AtPosition;
  'media.waiting': AtPosition;
  'media.stalled': AtPosition;
  'media.paused': AtPosition;
  'media.seeking': AtPosition;
  'media.seeked': AtPosition;
  'media.rate_changed': OfMedia & { readonly rate: number };
  'media.ended': AtPosition;
  'media.failed': OfMedia & {
    readonly code: number | null;
    readonly message: string;
  };
  'media.sampled': AtPosition & {
    readonly buffered_to: number | null; // null: nothing is buffered at the playhead
    readonly ready_state: number;
    readonly paused: boolean;
    readonly rate: number;
    readonly dropped: number | null; // null: the element counts no frames
    readonly total: number | null;
  };
  'media.view_changed': OfMedia & {
    readonly share: number; // of the picture, surely seen
    readonly possible: number; // of the picture, not surely hidden
    readonly width: number; // of the element's box, in CSS px
    readonly height: number;
    readonly why: string; // for what is not seen
    readonly checked_at: number; // the look before; on the page's clock, which the lab puts on its own
  };

  'frame.presented': OfMedia & {
    readonly painted: number | null; // null: no readable number in the picture
    readonly media_time: number;
    readonly presented: number;
    readonly width: number;
    readonly height: number;
    readonly cost: number; // seconds of page time that recording this frame took
    readonly tainted?: true; // only there where the browser lets nobody read a picture of another origin
  };

  'fetch.called': { readonly call: string; readonly url: string };
  'fetch.failed': { readonly call: string; readonly error: string };
  'fetch.ended': { readonly call: string };

  'socket.asked': { readonly url: string };

  'state.shown': { readonly state: string };
  'state.hidden': { readonly state: string };
  'console.logged': { readonly level: 'recorder'; readonly text: string }; // the recorder's own troubles
  'mark.made': { readonly name: string; readonly data: unknown };
}

export type EventName = keyof EventMap;
