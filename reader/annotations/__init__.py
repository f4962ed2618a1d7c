"""What a person says about a document: annotations, how they find their place and are kept."""
