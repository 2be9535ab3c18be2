"""The figures that README and docs quote: ``python -m benchmarks``, or ``make bench``."""
