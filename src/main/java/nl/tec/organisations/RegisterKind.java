package nl.tec.organisations;

import java.util.Arrays;
import java.util.List;

/**
 * The public registers that can be imported, in order of their dependencies: numbers need their schools, names of municipalities need
 * their codes.
 */
public enum RegisterKind {
    /** DUO: all locations of primary education. */
    PO_ADDRESSES,
    /** DUO: all locations of secondary education. */
    VO_ADDRESSES,
    /** DUO: pupils per location of primary and special education on 1 October, a column per year. */
    PO_PUPILS,
    /** OpenHolidays: municipalities with their holiday region. */
    MUNICIPALITIES,
    /** The centre of every PC4 area. */
    POSTCODES,
    /** EduGIS: schools with their coordinates (GeoJSON). */
    COORDINATES,
    /** DUO: primary pupils per location, home postcode and age on 1 October. */
    PO_AGES,
    /** DUO or CBS: the weight or disadvantage score of each primary location. */
    PO_DISADVANTAGE,
    /** DUO: secondary pupils per location, type and year of study on 1 October. */
    VO_PUPILS,
    /** DUO: exam candidates per secondary location and profile, with a few columns per school year. */
    VO_EXAMS,
    /** OpenHolidays: school holidays per region. */
    SCHOOL_HOLIDAYS,
    /** OpenHolidays: public holidays. */
    PUBLIC_HOLIDAYS;

    /** Returns the registers without which a hub has no schools and no numbers. */
    public static List<RegisterKind> needed() {
        return List.of(PO_ADDRESSES, VO_ADDRESSES, PO_PUPILS);
    }

    public static List<RegisterKind> optional() {
        return Arrays.stream(values()).filter(kind -> !needed().contains(kind)).toList();
    }
}
