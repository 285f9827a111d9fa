"""The core of Inkstone: settings, catalog, model cache, jobs, works and their store.

Nothing here imports gradio, the pipelines or the tabs, and torch is imported only inside functions of device.py.
"""
