package nl.tec.shared;

/**
 * A group (groep 1-8) of primary education, or a year of study (leerjaar) of VO (1-6) or MBO (1-4).
 *
 * @param number 1 to 8
 */
public record Grade(Sector sector, int number) implements Comparable<Grade> {

    private static final int FIRST_CYCLING_GROUP = 5;

    public Grade {
        if (number < 1 || number > sector.lastGrade()) {
            throw new IllegalArgumentException("no grade " + number + " in " + sector);
        }
    }

    /** Whether pupils of this grade can cycle to a visit (rules 4.1), which is from group 5. */
    public boolean cycles() {
        return switch (sector) {
            case PO, SO -> number >= FIRST_CYCLING_GROUP;
            case VO, MBO -> true;
        };
    }

    /** Returns the age of the youngest pupils at the start of the year: 4 for group 1, 12 for the first year of VO. */
    public int youngestAge() {
        return switch (sector) {
            case PO, SO -> number + 3;
            case VO -> number + 11;
            case MBO -> number + 15;
        };
    }

    /** Returns the message key of 'groep 7', 'klas 2' or 'leerjaar 1'; its argument is the number. */
    public String messageKey() {
        return "grade." + sector;
    }

    @Override
    public int compareTo(Grade other) {
        int bySector = sector.compareTo(other.sector);
        return bySector != 0 ? bySector : Integer.compare(number, other.number);
    }
}
