"""One module for each format annotations leave in or come from. Imported when used."""
