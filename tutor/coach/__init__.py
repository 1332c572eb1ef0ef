"""The error coach: what an exception of a learner's program means, and what to do about it.

Pure: rules (data, a file a topic) are matched against the record of an exception, and every face
draws what they give. A rule's sentences stand in the language tables under its name.
"""
