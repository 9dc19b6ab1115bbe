package nl.tec.organisations.internal.registers;

import java.util.Collection;

/** Tells which schools a file counts that nobody has heard of: their addresses come first. */
final class Unknown {

    private static final int SHOW = 20;

    private Unknown() {}

    static void note(Tally tally, Collection<String> brins) {
        if (!brins.isEmpty()) {
            tally.note(
                    "import.note.unknownSchools",
                    brins.size(),
                    String.join(", ", brins.stream().limit(SHOW).toList()) + (brins.size() > SHOW ? ", ..." : ""));
        }
    }
}
