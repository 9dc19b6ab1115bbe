package nl.tec.organisations.internal.registers;

import nl.tec.shared.HolidayRegion;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;

/** A school location as a register has it; null is what it does not say. */
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
}
