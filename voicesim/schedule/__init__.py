"""The days up to an interview: what to practise on each, after what the role asks for and how it goes."""
