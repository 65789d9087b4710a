"""Pairing: a global optimum with its proof, late arrivals that move nobody, and sentences that explain."""
