"""What is noticed about an answer: timing, delivery, figures, structure, coverage of the key points, advice.

Functions of words, activity marks, norms and a question; the only files they read are data of the package.
No measure knows the history, a server, a terminal or how it will be shown.
"""
