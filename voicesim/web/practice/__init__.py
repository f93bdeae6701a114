"""An interview from the browser: a page is desk, microphone and loudspeaker of the one conductor."""
