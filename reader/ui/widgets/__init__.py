"""The widgets, drawn line by line."""
