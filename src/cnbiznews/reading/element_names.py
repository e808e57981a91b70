"""The names of HTML's elements, by what they do to the text in them."""

from __future__ import annotations

__all__ = ["BLOCKS", "NAMES", "RAW", "VOID", "words"]


def words(text: str) -> frozenset[str]:
    """Return the words of a list of names.

    >>> sorted(words("p div"))
    ['div', 'p']
    """
    return frozenset(text.split())


#: Elements that stand by themselves, above and below one another.
BLOCKS = words(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre "
    "section summary table tbody td tfoot th thead title tr ul"
)
#: Elements that have no content.
VOID = words("area base basefont bgsound br col embed frame hr img input link meta param source track wbr")
#: Elements whose content is no markup.
RAW = words("script style xmp")
#: All elements of HTML that news pages use; what else stands in angle brackets is text.
NAMES = (
    BLOCKS
    | VOID
    | RAW
    | words(
        "a abbr acronym applet audio b bdi bdo big blink button canvas cite code colgroup data datalist del dfn "
        "dialog em font i iframe ins kbd label map mark marquee meter nobr noembed noframes noscript object o:p output "
        "picture progress q rb rp rt rtc ruby s samp select slot small span strike strong sub sup svg "
        "template textarea time tt u var video"
    )
)
