"""One module for each format: text or bytes in, ``Document`` out. Imported when used."""
