"""The history in a browser of this machine: pages over what is stored, and a server for nobody else."""
