"""The command line: a file for each verb, which reads options, calls other rooms and prints the result.

`render/` draws, and knows rich. No other room imports from here.
"""
