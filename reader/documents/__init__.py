"""What a text is: the document, its structure, and the formats that make one."""
