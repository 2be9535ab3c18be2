class LostClaimError(Exception):
    """It was silent for too long, or the practice has begun something else meanwhile."""
