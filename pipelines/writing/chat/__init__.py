"""Chat: texts by a chat model of the catalog."""
