"""Results as plain data and back, so that a Doc can carry them through bytes.

A record names its class and lists its fields; only dataclasses of this library are ever made from one. Long strings
are kept once: the text of one step is the text before the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from importlib import import_module
from typing import Any

__all__ = ["decode", "encode"]

_KEY = "cnbiznews.record.v1"
_LONG = 24
_PACKAGE = "cnbiznews."

Chain = Callable[[Any], Any] | None


def encode(value: Any, chain: Chain = None) -> Any:
    """Turn a dataclass of this library into plain data (the form of an encoder of srsly's msgpack)."""
    if type(value).__module__.startswith(_PACKAGE) and is_dataclass(value):
        strings: dict[str, int] = {}
        plain = _plain(value, strings)
        return {_KEY: [plain, [_utf8(string) for string in strings]]}
    return chain(value) if chain else value


def decode(value: Any, chain: Chain = None) -> Any:
    """Turn plain data made by :func:`encode` back into objects; leave everything else alone."""
    if isinstance(value, dict) and _KEY in value:
        record, strings = value[_KEY]
        return _object(record, [string.decode("utf-8", "surrogatepass") for string in strings])
    return chain(value) if chain else value


def _utf8(string: str) -> bytes:
    # msgpack has no lone surrogates, texts have.
    return string.encode("utf-8", "surrogatepass")


def _plain(value: Any, strings: dict[str, int]) -> Any:
    # Everything but None, numbers and short strings is a list whose first item says what it is.
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, Enum):
        return ["enum", _name(type(value)), value.name]
    if isinstance(value, str):
        if len(value) < _LONG and value.isprintable():
            return value
        return ["string", strings.setdefault(value, len(strings))]
    if isinstance(value, int):
        return value if -(2**63) <= value < 2**63 else ["int", str(value)]
    if isinstance(value, Decimal):
        return ["decimal", str(value)]
    if isinstance(value, Fraction):
        return ["fraction", str(value)]
    if isinstance(value, tuple | list | frozenset):
        return [type(value).__name__, *(_plain(item, strings) for item in value)]
    if isinstance(value, dict):
        return ["dict", *([_plain(key, strings), _plain(item, strings)] for key, item in value.items())]
    if is_dataclass(value):
        # repr=False hides bulk, init=False what is computed anew.
        names = [field.name for field in fields(value) if field.init]
        return ["object", _name(type(value)), {name: _plain(getattr(value, name), strings) for name in names}]
    raise TypeError(f"a {type(value).__name__} can't be stored on a Doc")


_COLLECTIONS: dict[str, Callable[[list[Any]], Any]] = {"tuple": tuple, "list": list, "frozenset": frozenset}


def _object(record: Any, strings: list[str]) -> Any:
    if not isinstance(record, list | tuple):  # which of them is the reader's choice
        return record
    kind, *content = record
    match kind:
        case "string":
            return strings[content[0]]
        case "int":
            return int(content[0])
        case "decimal":
            return Decimal(content[0])
        case "fraction":
            return Fraction(content[0])
        case "enum":
            return _class(content[0])[content[1]]
        case "dict":
            return {_object(key, strings): _object(item, strings) for key, item in content}
        case "object":
            made = _class(content[0])
            values = {name: _object(item, strings) for name, item in content[1].items()}
            try:
                return made(**values)
            except TypeError as error:
                raise ValueError(f"a {made.__name__} was stored by another version of cnbiznews ({error})") from None
    return _COLLECTIONS[kind]([_object(item, strings) for item in content])


def _name(kind: type) -> str:
    if not kind.__module__.startswith(_PACKAGE):
        raise TypeError(f"a {kind.__name__} can't be stored on a Doc")
    return f"{kind.__module__}:{kind.__qualname__}"


def _class(name: str) -> Any:
    module, _, kind = name.partition(":")
    found = getattr(import_module(module), kind, None) if module.startswith(_PACKAGE) else None
    if not (isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum))):
        raise ValueError(f"{name!r} is no record of cnbiznews; the Doc was written by a newer version or is damaged")
    return found
