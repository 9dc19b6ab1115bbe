package nl.tec.programme;

import nl.tec.shared.Bilingual;

/** The editable fields of a learning line. */
public record LineFields(Bilingual title, Bilingual description) {}
