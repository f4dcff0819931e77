from commission_desk.content.glossary import glossary, term


def test_terms_stand_in_alphabetical_order_and_are_enough():
    names = [found.term.en.casefold() for found in glossary()]
    assert names == sorted(names)
    assert len(names) >= 60


def test_no_word_finds_two_terms():
    for language in ("en", "cy"):
        words = [found.term.text(language).casefold() for found in glossary()]
        assert len(set(words)) == len(words)
    also = [word for found in glossary() for word in found.also]
    names = {found.term.en for found in glossary()}
    assert len(set(also)) == len(also)
    assert not names & set(also)


def test_definitions_are_short_sentences():
    for found in glossary():
        for language in ("en", "cy"):
            definition = found.definition.text(language)
            assert definition.endswith("."), found.id
            assert len(definition.split()) <= 32, found.id


def test_an_abbreviation_finds_its_term():
    assert "KPI" in term("key-performance-indicator").also
