"""The model that serves when no endpoint is configured: its file on disk and the server that runs it."""
