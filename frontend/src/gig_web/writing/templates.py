"""The mails there are: their templates, what may be filled in, and the filling in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gig_web.writing import usual

MOST_SUBJECT, MOST_BODY = 200, 10_000
_PLACE = re.compile(r"\{([^{}\n]*)\}")
_GAP = re.compile(r"\n{3,}")
_LOOSE_ENDS = " \t,;:-"


@dataclass(frozen=True, slots=True)
class Template:
    """A mail's subject and text; of a template with places in braces, else as it is to be sent."""

    subject: str
    body: str


def of(mail: str, kept: Mapping[str, Any]) -> Template:
    """Give the template of a mail as the settings keep it, else the usual one."""
    try:
        return Template(str(kept[mail]["subject"]), str(kept[mail]["body"]))
    except (KeyError, TypeError):
        return the_usual(mail)


def the_usual(mail: str) -> Template:
    """Give the template that a mail has until somebody writes another."""
    subject, body = usual.TEXTS[mail]
    return Template(subject, body.strip())  # as a form sends it back


def check(template: Template) -> dict[str, str]:
    """Give a sentence for each part that cannot be kept."""
    parts = {"subject": (template.subject, MOST_SUBJECT), "body": (template.body, MOST_BODY)}
    return {name: sentence for name, (text, most) in parts.items() if (sentence := _trouble(text, most))}


def fill(template: Template, values: Mapping[str, str]) -> Template:
    """Write the values into their places; a line of the text with a value that is not known is left out."""
    lines = [_filled(line, values) for line in template.body.splitlines() if not _lacks(line, values)]
    body = _GAP.sub("\n\n", "\n".join(lines)).strip()
    subject = " ".join(_filled(template.subject, values).split())
    return Template(subject.strip(_LOOSE_ENDS), body)


def _trouble(text: str, most: int) -> str:
    if not text.strip():
        return "Write something, or go back to the usual text."
    if len(text) > most:
        return f"Shorten this to {most:,} characters; it has {len(text):,}."
    unknown = [found[0] for found in _PLACE.finditer(text) if found[1] not in usual.PLACES]
    if not unknown:
        return ""
    known = ", ".join(f"{{{name}}}" for name in usual.PLACES)
    return f"Nothing can be filled in for {unknown[0]}. Take it out, or use one of these: {known}."


def _lacks(line: str, values: Mapping[str, str]) -> bool:
    return any(not values.get(found[1], found[0]) for found in _PLACE.finditer(line))


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)
