"""From a prompt to a layered vector scene: understanding, drawings, layout, background, rendering, finishes."""
