"""Advertisements made up for the tests."""

GROWTH = """# Senior Product Manager, Growth

## About us
Parcelo helps small shops send parcels. We are a team of 80 people in Lisbon.

## What you will do
- Own the activation and retention metrics of our merchant app and define how we measure success.
- Find out why numbers move: dig into funnels with SQL and lead the analysis when conversion drops.
- Shape the pricing of our paid plans together with finance.

## What you bring
- 5+ years as a product manager
- You lead cross-functional teams without formal authority and handle conflicting priorities of stakeholders.
- You can say no to an executive.

We are an equal opportunity employer and offer a competitive salary.
"""

ASSISTANTS = """AI Product Manager
We build assistants based on large language models for insurers.
Your tasks
Decide when an AI feature is good enough to launch and how it is evaluated
Work with legal on data rights and privacy
Balance cost and latency of the models
Design the handover from the assistant to a human
What we expect
Experience with machine learning products
"""

PEOPLE = """# Group Product Manager

- You hire, coach and grow product managers and give honest feedback.
- You take over a team that somebody else has built, and protect it from overload.
- You settle disagreements between engineers, designers and sales.
- You have stood through incidents and outages, and angry customers.
"""
