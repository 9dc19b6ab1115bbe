package nl.tec.programme;

import nl.tec.shared.Bilingual;

/** The fields of a learning line that a programme manager fills in. */
public record LineFields(Bilingual title, Bilingual description) {}
