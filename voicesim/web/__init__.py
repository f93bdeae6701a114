"""The history in a browser of this machine: pages over what is stored, and a server for nobody else.

It shows what other rooms found out and keeps what is decided on its pages. It judges nothing, and no room
but the command line imports from here.
"""
