package nl.tec.organisations.internal.registers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.internal.registers.RegionStore.Municipality;
import nl.tec.shared.HolidayRegion;
import org.jspecify.annotations.Nullable;

/**
 * OpenHolidays' municipalities with their holiday region. It has names but no codes, so it applies only to municipalities whose schools
 * were imported. For a municipality in two regions the region comes from its schools and is not changed here.
 */
class MunicipalityRegister extends Register {

    private static final Column CATEGORY = Column.named("Category");
    private static final Column NAME = Column.named("Name").upTo(Names.MAX_LENGTH);
    private static final Column GROUPS = Column.named("Groups");
    private static final Column PARENT = Column.named("Parent");

    private final RegionStore regions;

    MunicipalityRegister(RegionStore regions) {
        super(RegisterKind.MUNICIPALITIES, List.of(CATEGORY, NAME, GROUPS));
        this.regions = regions;
    }

    @Override
    boolean recognises(Table table) {
        return table.has(CATEGORY) && table.has(PARENT);
    }

    @Override
    void load(Reading reading) throws Refused {
        Map<String, String> codes = regions.municipalities();
        Map<String, Municipality> found = new LinkedHashMap<>();
        int[] without = new int[1];
        reading.each(row -> {
            if (!Names.dutch(row.text(CATEGORY)).equals("gemeente")) {
                reading.tally().skip();
                return;
            }
            String name = Names.dutch(row.text(NAME));
            HolidayRegion region = region(row.text(GROUPS));
            String code = codes.get(DutchNames.key(name));
            if (code == null) {
                without[0]++;
                reading.tally().skip();
            } else {
                found.put(code, new Municipality(code, name, region));
            }
        });
        reading.tally().add(regions.nameMunicipalities(found.values(), reading.tally()));
        if (without[0] > 0) {
            reading.tally().note("import.note.municipalitiesWithoutSchools", without[0]);
        }
    }

    private static @Nullable HolidayRegion region(String groups) throws BadRow {
        return groups.contains(",") ? null : AddressRegister.region(groups);
    }
}
