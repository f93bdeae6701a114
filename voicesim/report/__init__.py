"""What is stored, shown elsewhere: a page, notes, JSON, subtitles and a table.

It looks things up in a history that it is given, and changes nothing there. It judges nothing, and knows no
verb of the command line.
"""
