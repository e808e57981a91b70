"""What was extracted, for the eye: HTML for notebooks and reports, data and options for displaCy.

``cnbiznews.show.html`` needs the standard library alone, ``cnbiznews.show.displacy`` needs spaCy only to render.
"""
