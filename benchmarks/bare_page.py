"""The least page to compare with: gradio alone, four tabs of a prompt, a button and a result."""

from __future__ import annotations

import os

import gradio as gr

OUTPUTS = {"Image": gr.Image, "Poem": gr.Textbox, "Music": gr.Audio, "Animation": gr.Video}

with gr.Blocks(analytics_enabled=False) as page, gr.Tabs():
    for title, output in OUTPUTS.items():
        with gr.Tab(title, render_children=True):
            prompt = gr.Textbox(label="Prompt")
            gr.Button("Make").click(lambda text: None, prompt, output(label=title))

if __name__ == "__main__":
    page.launch(
        server_name="127.0.0.1", server_port=int(os.environ["INKSTONE_PORT"]), ssr_mode=False, pwa=False, quiet=True
    )
