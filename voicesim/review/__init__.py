"""What stored answers show together: two takes compared, progress over time, what is due.

Functions of records, or of a history that they only read, and of a day that they are given. They judge no
answer and show nothing.
"""
