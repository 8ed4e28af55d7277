"""Prompt texts and worked examples: data only, read by summarizer.templates."""
