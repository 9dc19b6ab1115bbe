package nl.tec.programme;

import nl.tec.shared.Bilingual;

/** What a programme manager fills in of a learning line. */
public record LineFields(Bilingual title, Bilingual description) {}
