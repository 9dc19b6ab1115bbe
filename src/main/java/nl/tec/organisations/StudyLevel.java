package nl.tec.organisations;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.tec.shared.Sector;

/** A level of secondary or vocational education (rules 1.5). Pupils in a class of several levels are at level BRIDGE. */
public enum StudyLevel {
    BRIDGE(Sector.VO, "brugklas", "brugklas", 3),
    PRO(Sector.VO, "pro", "pro", 6),
    VMBO_B(Sector.VO, "vmbo bb", "vmbo-b", 4),
    VMBO_K(Sector.VO, "vmbo kb", "vmbo-k", 4),
    VMBO_GL(Sector.VO, "vmbo gl", "vmbo-gl", 4),
    VMBO_T(Sector.VO, "vmbo tl", "vmbo-t", 4),
    HAVO(Sector.VO, "havo", "havo", 5),
    VWO(Sector.VO, "vwo", "vwo", 6),
    MBO_1(Sector.MBO, "niveau 1", "mbo-1", 1),
    MBO_2(Sector.MBO, "niveau 2", "mbo-2", 2),
    MBO_3(Sector.MBO, "niveau 3", "mbo-3", 3),
    MBO_4(Sector.MBO, "niveau 4", "mbo-4", 4);

    private final Sector sector;
    private final String code;
    private final String shortName;
    private final int years;

    StudyLevel(Sector sector, String code, String shortName, int years) {
        this.sector = sector;
        this.code = code;
        this.shortName = shortName;
        this.years = years;
    }

    public Sector sector() {
        return sector;
    }

    /** The code of the level in cohorts, classes and the counts of DUO. */
    public String code() {
        return code;
    }

    /** The form used in the names of classes: {@code vmbo-b}. */
    public String shortName() {
        return shortName;
    }

    /** The maximum number of years of study. */
    public int years() {
        return years;
    }

    /** Returns the levels of a sector; none for PO and SO. */
    public static List<StudyLevel> of(Sector sector) {
        return Arrays.stream(values()).filter(level -> level.sector == sector).toList();
    }

    public static Optional<StudyLevel> ofCode(Sector sector, String code) {
        return of(sector).stream().filter(level -> level.code.equals(code)).findFirst();
    }
}
