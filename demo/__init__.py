"""Invented companies, people and filings, so that a first look finds a portal at work. Never in production."""
