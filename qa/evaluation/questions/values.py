"""Typed values out of a row of a QA file, and what is wrong with those of other types."""

from collections.abc import Mapping


class ValueReader:
    """Takes typed values from one row and collects in `faults` what is wrong with it."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values
        self.faults: list[str] = []

    def text(self, name: str) -> str | None:
        """Return a text without blanks at its ends, None for an empty one."""
        return self._text_of(self._values.get(name), f'"{name}"')

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return self._texts_of(self._values.get(name), f'"{name}"')

    def identifier(self, name: str) -> str | None:
        """Return a text, or a whole number as one."""
        value = self._values.get(name)
        # type() and not isinstance(): True is an int, but no id.
        return str(value) if type(value) is int else self.text(name)

    def count(self, name: str) -> int | None:
        """Return a whole number from 1."""
        value = self._values.get(name)
        if value is None or (type(value) is int and value >= 1):
            return value if type(value) is int else None
        self.faults.append(f'"{name}" must be a whole number from 1, not {type_name(value)}')
        return None

    def objects(self, name: str, fields: tuple[str, ...]) -> tuple["ObjectReader", ...]:
        """Return a list of objects, each with a reader of its own; they have `fields` at most."""
        value = self._values.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.faults.append(f'"{name}" must be a list of objects, not {type_name(value)}')
            return ()
        readers = []
        for number, item in enumerate(value, start=1):
            where = f'item {number} of "{name}"'
            if not isinstance(item, dict):
                self.faults.append(f"{where} must be an object, not {type_name(item)}")
            elif unknown := sorted(map(str, item.keys() - set(fields))):
                known = ", ".join(fields)
                self.faults.append(f'{where} has no field "{unknown[0]}": it may have {known}')
            else:
                readers.append(ObjectReader(item, where, self))
        return tuple(readers)

    def _text_of(self, value: object, where: str) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            self.faults.append(f"{where} must be text, not {type_name(value)}")
            return None
        self._check_characters(where, value)
        return value.strip() or None

    def _texts_of(self, value: object, where: str) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            self.faults.append(f"{where} must be a list of texts, not {type_name(value)}")
            return ()
        texts = []
        for number, item in enumerate(value, start=1):
            if isinstance(item, str) and item.strip():
                self._check_characters(where, item)
                texts.append(item.strip())
            else:
                found = "empty text" if isinstance(item, str) else type_name(item)
                self.faults.append(f"item {number} of {where} must be text, not {found}")
        return tuple(texts)

    def _check_characters(self, where: str, value: str) -> None:
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            self.faults.append(f"{where} holds half of a surrogate pair: write the character out")


class ObjectReader(ValueReader):
    """Takes typed values from an object in a row; faults are those of the row, with the place."""

    def __init__(self, values: Mapping[str, object], where: str, row: ValueReader) -> None:
        super().__init__(values)
        self.faults = row.faults
        self._where = where

    def required_text(self, name: str) -> str:
        """Return a text that must be there."""
        text = self.text(name)
        if text is None and isinstance(self._values.get(name), str | None):
            self.faults.append(f'{self._where} needs text under "{name}"')
        return text or ""

    def _text_of(self, value: object, where: str) -> str | None:
        return super()._text_of(value, f"{where} in {self._where}")

    def _texts_of(self, value: object, where: str) -> tuple[str, ...]:
        return super()._texts_of(value, f"{where} in {self._where}")


def type_name(value: object) -> str:
    """Return what a value is, as a message to people has it."""
    names = {bool: "true or false", dict: "an object", list: "a list", str: "a single text"}
    return names.get(type(value), "nothing" if value is None else f"the number {value}")
