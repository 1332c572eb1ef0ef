"""Pictures of the app, made by the same machinery that tests it."""
