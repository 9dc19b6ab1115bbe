package nl.tec.organisations.internal.registers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.PlainText;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/** A school location in a register; null where the register has no value. */
record SchoolRow(
        String brin6,
        String name,
        Sector sector,
        @Nullable String kind,
        @Nullable String board,
        @Nullable String denomination,
        @Nullable String street,
        @Nullable String houseNumber,
        @Nullable String postcode,
        @Nullable String town,
        @Nullable String municipality,
        @Nullable HolidayRegion region,
        @Nullable String phone,
        @Nullable String website) {

    /** Truncates the name, because a converted name, such as one in lower case, may be longer than that of the register. */
    SchoolRow {
        name = PlainText.cut(name, Column.MAX_LENGTH);
    }

    SchoolRow named(String other) {
        return new SchoolRow(
                brin6,
                other,
                sector,
                kind,
                board,
                denomination,
                street,
                houseNumber,
                postcode,
                town,
                municipality,
                region,
                phone,
                website);
    }

    /** Appends the street to equal names, because all locations of a secondary school have the same name. */
    static List<SchoolRow> disambiguate(Collection<SchoolRow> schools) {
        Map<String, Integer> names = new HashMap<>();
        for (SchoolRow school : schools) {
            names.merge(school.brin6().substring(0, 4) + school.name(), 1, Integer::sum);
        }
        List<SchoolRow> told = new ArrayList<>();
        for (SchoolRow s : schools) {
            boolean alone = names.getOrDefault(s.brin6().substring(0, 4) + s.name(), 0) == 1;
            told.add(alone ? s : s.named(s.name() + " (" + s.street() + ")"));
        }
        return told;
    }
}
