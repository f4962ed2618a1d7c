def readable(s: str) -> str:
    return s
