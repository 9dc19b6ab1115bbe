package nl.tec.shared;

/**
 * A group (groep 1-8) of primary education, or a year of study (leerjaar) of VO (1-6) or MBO (1-4).
 *
 * @param number 1 to 8
 */
public record Grade(Sector sector, int number) implements Comparable<Grade> {

    private static final int FIRST_CYCLING_GROUP = 5;

    public Grade {
        int max = switch (sector) {
            case PO, SO -> 8;
            case VO -> 6;
            case MBO -> 4;
        };
        if (number < 1 || number > max) {
            throw new IllegalArgumentException("no grade " + number + " in " + sector);
        }
    }

    /** Whether pupils of this grade cycle to a visit (rules 4.1): not before group 5. */
    public boolean cycles() {
        return switch (sector) {
            case PO, SO -> number >= FIRST_CYCLING_GROUP;
            case VO, MBO -> true;
        };
    }

    /** The age of the youngest pupils at the start of the year: group 1 is 4, the first year of VO 12. */
    public int youngestAge() {
        return switch (sector) {
            case PO, SO -> number + 3;
            case VO -> number + 11;
            case MBO -> number + 15;
        };
    }

    /** The key of the text 'groep 7', 'klas 2', 'leerjaar 1' in the shared message bundle; its argument is the number. */
    public String messageKey() {
        return "grade." + sector;
    }

    @Override
    public int compareTo(Grade other) {
        int bySector = sector.compareTo(other.sector);
        return bySector != 0 ? bySector : Integer.compare(number, other.number);
    }
}
