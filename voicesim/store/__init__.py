"""The history: the SQLite database with its migrations and its search, and backups.

Nothing else opens the database. It keeps what it is given and judges nothing.
"""
