"""Labelled reports, scores and gates: is this model, this prompt good enough on reports like mine?"""
