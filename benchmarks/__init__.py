"""How fast the registry is, beside what its database could do at best. Run by `python -m benchmarks`."""
