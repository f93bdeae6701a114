"""The days up to an interview: what to practise on each, after what the role asks for and how it goes.

What comes on which day is computed from what was practised, and not stored. It knows neither the interview
nor how a plan is shown.
"""
