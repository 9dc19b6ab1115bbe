package nl.tec.organisations.internal.registers;

import static nl.tec.organisations.internal.registers.Columns.BOARD;
import static nl.tec.organisations.internal.registers.Columns.INSTITUTION;
import static nl.tec.organisations.internal.registers.Columns.LOCATION;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.internal.registers.CountStore.Total;
import nl.tec.organisations.internal.registers.RegionStore.Municipality;
import nl.tec.organisations.internal.registers.Row.Count;
import nl.tec.organisations.internal.registers.SchoolStore.Rank;
import nl.tec.shared.Sector;

/**
 * DUO's pupils per location of primary and special education on 1 October, with a column per year since 1996. It is the only register
 * with special education and with the kind of every school. Unknown schools are added if they have had pupils since the first year
 * that is kept.
 */
class PupilsRegister extends Register {

    private static final Column NAME = Column.named("NAAM_VESTIGING", "INSTELLINGSNAAM_VESTIGING");
    private static final Column KIND = Column.named("SOORT_VESTIGING", "SOORT_PO");
    private static final Column MUNICIPALITY = Column.named("GEMEENTECODE_VESTIGING", "GEMEENTENUMMER");
    private static final Column MUNICIPALITY_NAME = Column.named("GEMEENTENAAM_VESTIGING", "GEMEENTENAAM");
    private static final String YEAR_PREFIX = "LEERLINGEN_";
    private static final Set<String> KINDS = Set.of("BO", "SBO", "SO", "SO/VSO", "VSO");

    private final SchoolStore schools;
    private final RegionStore regions;
    private final CountStore counts;
    private final HubSettings settings;

    PupilsRegister(SchoolStore schools, RegionStore regions, CountStore counts, HubSettings settings) {
        super(
                RegisterKind.PO_PUPILS,
                List.of(INSTITUTION, LOCATION, NAME, KIND, BOARD, MUNICIPALITY, MUNICIPALITY_NAME));
        this.schools = schools;
        this.regions = regions;
        this.counts = counts;
        this.settings = settings;
    }

    @Override
    boolean recognises(Table table) {
        return !years(table).isEmpty();
    }

    @Override
    int reference(Table table) {
        return Collections.max(years(table));
    }

    @Override
    int storedReference() {
        return counts.newest("enrolment", "reference_year");
    }

    @Override
    void load(Reading reading) throws Refused {
        MunicipalityCodes codes =
                new MunicipalityCodes(reading.table(), MUNICIPALITY, MUNICIPALITY_NAME, regions.municipalities());
        int from = settings.number(Setting.COUNTS_FROM);
        Set<Integer> all = years(reading.table());
        List<Integer> years = all.stream().filter(y -> y >= from).sorted().toList();
        if (years.isEmpty()) {
            throw new Refused("import.refused.oldYears", from);
        }
        int newest = years.get(years.size() - 1);
        List<Column> columns =
                years.stream().map(year -> Column.named(YEAR_PREFIX + year)).toList();
        Set<String> known = counts.schools().keySet();
        Set<String> seen = new HashSet<>();
        List<SchoolRow> rows = new ArrayList<>();
        List<Total> totals = new ArrayList<>();
        Map<String, Municipality> municipalities = new TreeMap<>();
        reading.each(row -> {
            SchoolRow school = school(row);
            codes.check(row);
            if (!seen.add(school.brin6())) {
                throw new BadRow("import.row.twiceHere", school.brin6());
            }
            List<Total> own = new ArrayList<>();
            boolean pupils = false;
            for (int i = 0; i < columns.size(); i++) {
                int year = years.get(i);
                Count count = row.count(columns.get(i));
                pupils |= count.masked() || count.pupils() > 0;
                own.add(new Total(school.brin6(), year, count.pupils(), count.masked(), year == newest));
            }
            if (!pupils && !known.contains(school.brin6())) {
                reading.tally().skip();
                return;
            }
            String code = row.municipality(MUNICIPALITY);
            municipalities.putIfAbsent(
                    code, new Municipality(code, DutchNames.place(row.text(MUNICIPALITY_NAME)), null));
            rows.add(school);
            totals.addAll(own);
        });
        regions.mergeMunicipalities(municipalities.values(), reading.tally());
        int newSchools = schools.merge(Rank.PUPILS, rows, reading.tally()).added();
        if (newSchools > 0) {
            reading.tally().note("import.note.newSchools", newSchools);
        }
        reading.tally().add(counts.totals(totals, reading.tally()));
        if (all.size() > years.size()) {
            reading.tally().note("import.note.yearsFrom", from);
        }
        reading.tally().note("import.note.provisional", newest);
        if (reading.tally().skipped() > 0) {
            reading.tally().note("import.note.closedLong", reading.tally().skipped(), from);
        }
    }

    private static SchoolRow school(Row row) throws BadRow {
        String kind = row.text(KIND).toUpperCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
            throw new BadRow("import.row.kind", kind);
        }
        return new SchoolRow(
                row.brin6(INSTITUTION, LOCATION),
                DutchNames.title(row.name(NAME)),
                kind.equals("BO") ? Sector.PO : Sector.SO,
                kind,
                row.text(BOARD),
                Columns.denomination(row),
                null,
                null,
                null,
                null,
                row.municipality(MUNICIPALITY),
                null,
                null,
                null);
    }

    private static Set<Integer> years(Table table) {
        Set<Integer> years = new HashSet<>();
        for (String key : table.columnKeys()) {
            if (key.matches(YEAR_PREFIX + "(19|20)[0-9]{2}")) {
                years.add(Integer.parseInt(key.substring(YEAR_PREFIX.length())));
            }
        }
        return years;
    }
}
