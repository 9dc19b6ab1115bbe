package nl.tec.venues;

import nl.tec.shared.Bilingual;

/**
 * A kind of equipment. One session takes one set of it; the name says what is in a set.
 *
 * @param sets how many sets there are, each in one place at a time
 */
public record Equipment(String key, EquipmentKind kind, Bilingual name, int sets) {}
