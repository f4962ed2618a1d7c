"""The screens: reading, and the small ones that lie over it."""
