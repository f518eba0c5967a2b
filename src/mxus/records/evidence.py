"""Evidence: which passage bears a record, who speaks in it, and how firmly.

The same fact can be asserted by the author in one place and alleged by an actor in another, so voice and status belong
to the passage, not to the record. What we leave out: the passage's words, which are not ours to ship, and a numeric
confidence, which a coder of one text has no basis for; doubt is said in the note.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

from mxus.records._adapters import LocatorField
from mxus.records.base import ActorId, Note, Part, SourceId
from mxus.values.locator import Passage
from mxus.vocabulary.statements import Status, Voice

__all__ = ["Evidence"]


@final
class Evidence(Part):
    """A passage that bears a record.

    Examples
    --------
    >>> import mxus
    >>> passage = mxus.load().claims["mexico-controlled-by-traffickers"].evidence[0]
    >>> passage.voice.value, passage.speaker, passage.locator.paragraph
    ('reported', 'donald-trump', 15)
    """

    source: SourceId
    """The source the passage stands in."""

    locator: LocatorField
    """Paragraph, offsets and digest of the passage."""

    voice: Voice = Voice.AUTHOR
    """Who asserts the content: the author, or an actor whose words or view are reported."""

    speaker: ActorId | None = None
    """The actor reported; given exactly where the voice is reported."""

    status: Status = Status.ASSERTED
    """How the text commits itself to the content."""

    note: Note | None = None
    """Coder's remark on this passage."""

    @property
    def passage(self) -> Passage:
        """The passage with its source."""
        return Passage(self.source, self.locator)

    def _broken_rules(self) -> Iterator[tuple[str, str]]:
        if self.voice is Voice.REPORTED and self.speaker is None:
            yield "speaker", "found nothing; expected the actor whose words are reported"
        if self.voice is Voice.AUTHOR:
            if self.speaker is not None:
                yield "speaker", f"found {self.speaker!r} with the author's voice; expected none"
            if self.status is Status.REPORTED:
                yield "status", "found 'reported' with the author's voice; expected voice 'reported' and its speaker"
