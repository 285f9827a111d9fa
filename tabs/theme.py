"""Theme: gradio's parts in the colours of the page, which stand in studio/web/page/css/tokens.css."""

from __future__ import annotations

import gradio as gr

_VALUES = {
    "body_background_fill": "--paper",
    "body_text_color": "--ink",
    "body_text_color_subdued": "--soft",
    "background_fill_primary": "--sheet",
    "background_fill_secondary": "--paper",
    "border_color_primary": "--line",
    "border_color_accent": "--seal",
    "color_accent": "--seal",
    "color_accent_soft": "--seal-soft",
    "link_text_color": "--seal",
    "link_text_color_hover": "--seal-deep",
    "link_text_color_visited": "--seal",
    "block_label_text_color": "--ink",
    "block_title_text_color": "--ink",
    "block_info_text_color": "--soft",
    "accordion_text_color": "--ink",
    "input_background_fill": "--well",
    "input_background_fill_focus": "--well",
    "input_border_color": "--edge",
    "input_border_color_focus": "--seal",
    "input_placeholder_color": "--soft",
    "checkbox_background_color": "--sheet",
    "checkbox_background_color_selected": "--seal",
    "checkbox_border_color": "--edge",
    "checkbox_border_color_selected": "--seal",
    "checkbox_label_background_fill": "--sheet",
    "checkbox_label_background_fill_hover": "--well",
    "checkbox_label_background_fill_selected": "--seal-soft",
    "checkbox_label_text_color": "--ink",
    "checkbox_label_text_color_selected": "--ink",
    "checkbox_label_border_color": "--edge",
    "slider_color": "--seal",
    "button_secondary_background_fill": "--sheet",
    "button_secondary_background_fill_hover": "--well",
    "button_secondary_border_color": "--edge",
    "button_secondary_text_color": "--ink",
    "button_primary_background_fill": "--seal",
    "button_primary_background_fill_hover": "--seal-deep",
    "button_primary_border_color": "--seal",
    "button_primary_text_color": "--on-seal",
    "button_primary_text_color_hover": "--on-seal",
    "error_text_color": "--alert",
    "error_border_color": "--alert",
    "error_background_fill": "--sheet",
    "table_border_color": "--line",
    "table_text_color": "--ink",
}
_SAME = {
    "block_background_fill": "transparent",
    "block_border_width": "0px",
    "block_shadow": "none",
    "input_border_width": "1px",
    "checkbox_label_border_width": "1px",
    "input_shadow": "none",
    "input_shadow_focus": "none",
}


def theme() -> gr.themes.Base:
    """System fonts only: a page without network must look the same."""
    base = gr.themes.Base(
        neutral_hue=gr.themes.colors.stone,
        spacing_size=gr.themes.sizes.spacing_md,
        radius_size=gr.themes.sizes.radius_md,
        font=["var(--sans)"],
        font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
    )
    values = _SAME | {name: f"var({token})" for name, token in _VALUES.items()}
    dark = {f"{name}_dark": value for name, value in values.items() if hasattr(base, f"{name}_dark")}
    return base.set(**values, **dark)
