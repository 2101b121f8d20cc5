"""Documents with what Carnet answers to them: a change of any answer shows as a diff of its expected.json.

A case is a folder: the document, and expected.json. `make regold` writes the expected files anew; what they then say is
what Carnet does, right or wrong, so read the diff before you commit it. The documents were drawn by `learning/synth`.
"""
