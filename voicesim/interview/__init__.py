"""The interview itself: the one place where the rooms meet.

It is given its devices, engines and desk, and shows nothing itself: neither a terminal nor a page is known
here.
"""
