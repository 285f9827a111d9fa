"""What the browser gets that is not gradio."""
