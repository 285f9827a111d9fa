"""The theme: paper, ink and one seal red."""

from __future__ import annotations

import gradio as gr

_SEAL = (
    "#fdf3f1",
    "#fbe3de",
    "#f6c4bb",
    "#ee9a8b",
    "#e06b57",
    "#c8452d",
    "#b23a24",
    "#932f1d",
    "#76281a",
    "#5f2217",
    "#35100a",
)
_VALUES = {
    "body_background_fill": "#faf8f4",
    "body_background_fill_dark": "#15161a",
    "block_background_fill": "#ffffff",
    "block_background_fill_dark": "#1d1f24",
    "block_border_width": "0px",
    "block_shadow": "none",
    "input_background_fill": "#f6f4ef",
    "input_background_fill_dark": "#26282e",
    "checkbox_label_background_fill": "#f1eee8",
    "checkbox_label_background_fill_hover": "#e9e5dd",
    "checkbox_label_background_fill_dark": "#26282e",
    "checkbox_label_background_fill_hover_dark": "#30333a",
    "button_secondary_background_fill": "#ece8e0",
    "button_secondary_background_fill_hover": "#e3ddd2",
    "button_secondary_background_fill_dark": "#2b2d34",
    "button_secondary_background_fill_hover_dark": "#363942",
    "button_primary_background_fill": "*primary_500",
    "button_primary_background_fill_hover": "*primary_600",
    "button_primary_background_fill_dark": "*primary_500",
    "button_primary_text_color": "#ffffff",
}


def theme() -> gr.themes.Base:
    """System fonts only: a page without network must look the same."""
    seal = gr.themes.Color(*_SEAL)
    base = gr.themes.Base(
        primary_hue=seal,
        secondary_hue=seal,
        neutral_hue=gr.themes.colors.stone,
        spacing_size=gr.themes.sizes.spacing_lg,
        radius_size=gr.themes.sizes.radius_md,
        font=["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "sans-serif"],
        font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
    )
    return base.set(**_VALUES)
