package nl.tec.accountability.internal;

import java.util.Arrays;
import java.util.List;
import nl.tec.accountability.OpenData.Table;
import nl.tec.hub.Texts;

/** The definitions of the figures of an account, in terms of the tables published with it. */
final class Definitions {

    /** The keys of the definitions; their texts are under {@code annual.define}. */
    static final List<String> OF = List.of(
            "REACH",
            "DISTINCT_PUPILS",
            "PEOPLE",
            "CONNECTED",
            "AMBASSADORS",
            "SATISFACTION",
            "TECHNICAL_PROFILE",
            "most",
            "expected",
            "before",
            "earlier",
            "note",
            "area",
            "given",
            "planned",
            "booked",
            "inKind",
            "risks",
            "perPupil",
            "phases",
            "conditions");

    private Definitions() {}

    static Table table(Texts texts) {
        return new Table(
                "definities",
                List.of("cijfer", "definitie"),
                OF.stream()
                        .map(of -> Arrays.<@org.jspecify.annotations.Nullable Object>asList(
                                texts.text(Texts.DUTCH, "annual.figure." + of),
                                texts.text(Texts.DUTCH, "annual.define." + of)))
                        .toList());
    }
}
