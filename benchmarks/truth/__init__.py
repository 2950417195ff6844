"""Whether the lab can be fooled: pages that behave in a known way, and what must be said of each.

A *case* is a page in `pages/`, an experiment, and a truth: a function that reads a finished trial and says, point by
point, what is right and what is not. `cases/` holds them by subject. What a page does is drawn anew for each round,
handed to it in its address, and noted by its own clock with `window.chaoslab.mark`, which no verdict reads; so the
timeline carries the true times beside the measured ones. `pages/stage.js` has what pages share.

To add a case: a page that calls `begin()` first, and a `Case` in a file of `cases/`. Everything it uses must be marked
by the page itself, never read from a measurement.
"""
