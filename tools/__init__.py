"""What measures, breaks and draws voicesim: benchmarks, bad input, pictures for the documents.

It uses the package as anybody could, and the package does not know of it. `training` may use it, not the
other way round; only the data that lies there is read.
"""
