package nl.tec.organisations.internal.registers;

/** The bounding box of the European Netherlands: coordinates outside it are errors of the register. */
final class Netherlands {

    private Netherlands() {}

    static void check(double latitude, double longitude) throws BadRow {
        if (latitude < 50.7 || latitude > 53.7 || longitude < 3.2 || longitude > 7.3) {
            throw new BadRow("import.row.place", latitude, longitude);
        }
    }
}
