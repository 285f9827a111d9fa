"""The page. Only here and in app.py is gradio imported."""
