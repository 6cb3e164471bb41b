"""What is remembered of texts: the same answers, short texts only, and never without bound."""

import pytest

from jbgs.values.text import Memory, remembered


def counted():
    asked = []

    def read(text):
        asked.append(text)
        return text[::-1]

    return read, asked


def test_a_short_text_is_read_once():
    read, asked = counted()
    memory = Memory(read)
    assert [memory["一二"], memory["一二"], memory["三"]] == ["二一", "二一", "三"]
    assert asked == ["一二", "三"]


def test_a_long_text_is_never_kept():
    read, asked = counted()
    memory = Memory(read)
    long = "保密" * 200
    assert memory[long] == memory[long] == long[::-1]
    assert asked == [long, long]
    assert not memory


def test_a_memory_does_not_grow_without_bound():
    read, _ = counted()
    memory = Memory(read, 10)
    for number in range(1000):
        assert memory[f"{number:04}"] == f"{number:04}"[::-1]
        assert len(memory) <= 10


def test_what_reading_raises_is_not_kept():
    def read(text):
        raise ValueError(text)

    memory = Memory(read)
    for _ in range(2):
        with pytest.raises(ValueError, match="坏"):
            memory["坏"]
    assert not memory


def test_a_remembered_function_is_still_known_by_its_name():
    @remembered
    def shown(text):
        """How it is shown."""
        return text.strip()

    assert (shown.__name__, shown.__doc__) == ("shown", "How it is shown.")
    assert shown(" 一 ") == shown(" 一 ") == "一"
