"""Where pictures come from: the publisher, the origin, the edge, and the lab's own viewer of the stream."""
