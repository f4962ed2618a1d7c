"""Reading as work: a document being read, what of it was read, how long the rest takes."""
