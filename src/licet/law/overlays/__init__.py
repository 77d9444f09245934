"""Measures beside the EAR: shown with citation and date, never deciding."""
