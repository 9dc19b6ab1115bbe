package nl.tec.organisations.internal.registers;

import static nl.tec.organisations.internal.registers.Columns.BOARD;
import static nl.tec.organisations.internal.registers.Columns.INSTITUTION;
import static nl.tec.organisations.internal.registers.Columns.LOCATION;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.internal.registers.RegionStore.Municipality;
import nl.tec.organisations.internal.registers.SchoolStore.Rank;
import nl.tec.organisations.internal.registers.SchoolStore.Unlisted;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/** DUO's list of school locations with their addresses: of primary or of secondary education, in the layouts of 2020 and later. */
class AddressRegister extends Register {

    private static final Column NAME = Column.named("VESTIGINGSNAAM", "INSTELLINGSNAAM VESTIGING");
    private static final Column STREET = Column.named("STRAATNAAM");
    private static final Column HOUSE_NUMBER = Column.named("HUISNUMMER-TOEVOEGING");
    private static final Column POSTCODE = Column.named("POSTCODE");
    private static final Column TOWN = Column.named("PLAATSNAAM");
    private static final Column MUNICIPALITY = Column.named("GEMEENTENUMMER");
    private static final Column MUNICIPALITY_NAME = Column.named("GEMEENTENAAM");
    private static final Column PHONE = Column.named("TELEFOONNUMMER");
    private static final Column WEBSITE = Column.named("INTERNETADRES");
    private static final Column PROVINCE = Column.named("PROVINCIE");
    private static final Column REGION = Column.named("VAKANTIEREGIO");
    private static final Column STRUCTURE = Column.named("ONDERWIJSSTRUCTUUR");

    /** Present since 2022, when the code columns were renamed and primary schools got their holiday region. */
    private static final Column CODE_SINCE_2022 = Column.named("INSTELLINGSCODE");

    private static final int LAYOUT_2021 = 2021;
    private static final int LAYOUT_2022 = 2022;

    private static final int PROVINCES = 12;

    /** A file counts as nationwide if it contains at least this share of the schools listed before. */
    private static final double MIN_SHARE_OF_WHOLE_REGISTER = 0.8;

    private static final int MAX_LISTED = 20;

    private final Sector sector;
    private final SchoolStore schools;
    private final RegionStore regions;

    AddressRegister(Sector sector, SchoolStore schools, RegionStore regions) {
        super(
                sector == Sector.PO ? RegisterKind.PO_ADDRESSES : RegisterKind.VO_ADDRESSES,
                List.of(
                        INSTITUTION,
                        LOCATION,
                        NAME,
                        STREET,
                        HOUSE_NUMBER,
                        POSTCODE,
                        TOWN,
                        MUNICIPALITY,
                        MUNICIPALITY_NAME,
                        BOARD,
                        PROVINCE));
        this.sector = sector;
        this.schools = schools;
        this.regions = regions;
    }

    @Override
    boolean recognises(Table table) {
        return table.has(STREET) && table.has(INSTITUTION) && table.has(STRUCTURE) == (sector == Sector.VO);
    }

    @Override
    int reference(Table table) {
        return table.has(CODE_SINCE_2022) ? LAYOUT_2022 : LAYOUT_2021;
    }

    @Override
    int storedReference() {
        return schools.newestLayout(sector, LAYOUT_2022, LAYOUT_2021);
    }

    @Override
    void load(Reading reading) throws Refused {
        MunicipalityCodes codes =
                new MunicipalityCodes(reading.table(), MUNICIPALITY, MUNICIPALITY_NAME, regions.municipalities());
        Map<String, SchoolRow> rows = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        Map<String, Municipality> municipalities = new TreeMap<>();
        Map<String, Map<HolidayRegion, Integer>> votes = new HashMap<>();
        Set<String> provinces = new HashSet<>();
        reading.each(row -> {
            SchoolRow school = school(row);
            codes.check(row);
            Integer earlier = lines.putIfAbsent(school.brin6(), row.line());
            if (earlier != null) {
                throw new BadRow("import.row.twice", school.brin6(), earlier);
            }
            provinces.add(Column.key(row.text(PROVINCE)));
            rows.put(school.brin6(), school);
            String code = row.municipality(MUNICIPALITY);
            String municipality = row.optional(MUNICIPALITY_NAME);
            if (municipality != null) {
                municipalities.putIfAbsent(code, new Municipality(code, DutchNames.place(municipality), null));
            }
            if (school.region() != null) {
                votes.computeIfAbsent(code, c -> new HashMap<>()).merge(school.region(), 1, Integer::sum);
            }
        });
        // the register lists a new municipality without a name at first
        for (SchoolRow school : rows.values()) {
            String code = school.municipality();
            if (code != null) {
                municipalities.putIfAbsent(code, Municipality.nameless(code));
            }
        }
        regions.mergeMunicipalities(
                municipalities.values().stream()
                        .map(m -> new Municipality(m.code(), m.name(), most(votes.get(m.code()))))
                        .toList(),
                reading.tally());
        Collection<SchoolRow> told = sector == Sector.VO ? SchoolRow.disambiguate(rows.values()) : rows.values();
        reading.tally().add(schools.merge(Rank.ADDRESSES, told, reading.tally()));
        schools.layout(reference(reading.table()));
        regions.placeByPostcode();
        end(reading, rows.keySet(), provinces.size());
    }

    private SchoolRow school(Row row) throws BadRow {
        return new SchoolRow(
                row.brin6(INSTITUTION, LOCATION),
                sector == Sector.VO ? DutchNames.secondary(row.name(NAME)) : DutchNames.title(row.name(NAME)),
                sector,
                sector == Sector.PO ? "BO" : row.text(STRUCTURE).toUpperCase(Locale.ROOT),
                row.text(BOARD),
                Columns.denomination(row),
                DutchNames.title(row.text(STREET)),
                row.optional(HOUSE_NUMBER),
                row.postcode(POSTCODE),
                DutchNames.place(row.text(TOWN)),
                row.municipality(MUNICIPALITY),
                region(row.optional(REGION)),
                row.optional(PHONE),
                row.optional(WEBSITE));
    }

    static @Nullable HolidayRegion region(@Nullable String word) throws BadRow {
        if (word == null) {
            return null;
        }
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "NOORD", "NO" -> HolidayRegion.NOORD;
            case "MIDDEN", "MI" -> HolidayRegion.MIDDEN;
            case "ZUID", "ZU" -> HolidayRegion.ZUID;
            default -> throw new BadRow("import.row.region", word);
        };
    }

    private static @Nullable HolidayRegion most(@Nullable Map<HolidayRegion, Integer> votes) {
        return votes == null
                ? null
                : votes.entrySet().stream()
                        .max(Map.Entry.<HolidayRegion, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .orElse(null);
    }

    /** Ends schools that are missing from the file, but only if the file is nationwide. */
    private void end(Reading reading, Set<String> inFile, int provinces) {
        Unlisted unlisted = schools.unlisted(sector, inFile);
        if (unlisted.ids().isEmpty()) {
            return;
        }
        int before = unlisted.ids().size() + unlisted.listed();
        if (provinces < PROVINCES || unlisted.listed() < MIN_SHARE_OF_WHOLE_REGISTER * before) {
            reading.tally().note("import.note.notWhole", unlisted.ids().size());
            return;
        }
        schools.end(unlisted.ids(), reading.today());
        reading.tally().changed(unlisted.ids().size());
        reading.tally()
                .note(
                        "import.note.ended",
                        unlisted.ids().size(),
                        String.join(
                                ", ",
                                unlisted.schools().stream().limit(MAX_LISTED).toList()));
    }
}
