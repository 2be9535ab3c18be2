import time


def seconds_of(call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
