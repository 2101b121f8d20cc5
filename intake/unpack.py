"""The door by which intake takes received files apart. The work itself is pure and stands in `extraction.unpack`.

It is there, not here, because the generator of training mails reads its own mails back and may not import intake.
"""

from extraction.unpack import Unpacked, unpack

__all__ = ["Unpacked", "unpack"]
