"""The judge of key points: its reader, and the layer that decides what may be claimed."""
