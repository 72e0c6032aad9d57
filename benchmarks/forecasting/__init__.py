"""Parts of the forecast benchmark."""
