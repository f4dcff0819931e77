"""Commission Desk: plans, agreements, stakeholders and meetings of a commissioning team."""

__version__ = "0.1.0"
