"""The benchmark: whole commands of MOWS Backup and its peers, on the same data, on the same machine, in one run."""
