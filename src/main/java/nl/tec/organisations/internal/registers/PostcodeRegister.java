package nl.tec.organisations.internal.registers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.internal.registers.RegionStore.Centre;

/** The centre of every PC4 area, in both formats in circulation, with a decimal point or a decimal comma. */
class PostcodeRegister extends Register {

    /** 4pp documents its sources and is freely licensed, so it outranks other files. */
    static final int RANK_4PP = 2;

    private static final int RANK_OTHERS = 1;

    private static final Column POSTCODE = Column.named("POSTCODE", "PC4");
    private static final Column KIND_IN_4PP = Column.named("soort");
    private static final Column LATITUDE = Column.named("latitude", "LAT");
    private static final Column LONGITUDE = Column.named("longitude", "LON", "LNG");

    private final RegionStore regions;

    PostcodeRegister(RegionStore regions) {
        super(RegisterKind.POSTCODES, List.of(POSTCODE, LATITUDE, LONGITUDE));
        this.regions = regions;
    }

    @Override
    boolean recognises(Table table) {
        return table.has(POSTCODE) && (table.has(LATITUDE) || table.has(LONGITUDE));
    }

    @Override
    void load(Reading reading) throws Refused {
        Map<String, Centre> centres = new LinkedHashMap<>();
        reading.each(row -> {
            String pc4 = row.text(POSTCODE);
            if (!pc4.matches("[1-9][0-9]{3}")) {
                throw new BadRow("import.row.postcode", pc4);
            }
            Centre centre = new Centre(pc4, row.decimal(LATITUDE), row.decimal(LONGITUDE));
            Netherlands.check(centre.latitude(), centre.longitude());
            if (centres.putIfAbsent(pc4, centre) != null) {
                reading.tally().skip();
            }
        });
        int rank = reading.table().has(KIND_IN_4PP) ? RANK_4PP : RANK_OTHERS;
        if (reading.tally().skipped() > 0) {
            reading.tally().note("import.note.twice", reading.tally().skipped());
        }
        reading.tally().add(regions.centres(rank, List.copyOf(centres.values()), reading.tally()));
        int placed = regions.placeByPostcode();
        if (placed > 0) {
            reading.tally().note("import.note.placed", placed);
        }
    }
}
