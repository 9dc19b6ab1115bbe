package nl.tec.organisations.internal.registers;

import static nl.tec.organisations.internal.registers.SchoolHolidayRegister.NAME;
import static nl.tec.organisations.internal.registers.SchoolHolidayRegister.START;
import static nl.tec.organisations.internal.registers.SchoolHolidayRegister.TYPE;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.internal.registers.RegionStore.PublicHoliday;

/**
 * OpenHolidays' public holidays. Good Friday is not a general day off in the Netherlands and Liberation Day only every five years; a
 * school that closes on those days enters that itself.
 */
class PublicHolidayRegister extends Register {

    private static final Column SCOPE = Column.named("RegionalScope");
    private static final Column GROUPS = Column.named("Groups");

    private final RegionStore regions;

    PublicHolidayRegister(RegionStore regions) {
        super(RegisterKind.PUBLIC_HOLIDAYS, List.of(START, TYPE, NAME, SCOPE));
        this.regions = regions;
    }

    @Override
    boolean recognises(Table table) {
        return table.has(START) && !table.has(GROUPS);
    }

    @Override
    void load(Reading reading) throws Refused {
        Map<LocalDate, PublicHoliday> days = new TreeMap<>();
        reading.each(row -> {
            LocalDate day = SchoolHolidayRegister.date(row, START);
            String name = Names.dutch(row.text(NAME));
            String english = Names.in("EN", row.text(NAME));
            if (!row.text(TYPE).equals("Public") || !row.text(SCOPE).equals("National")) {
                reading.tally().skip();
                return;
            }
            days.merge(
                    day,
                    new PublicHoliday(day, name, english, dayOff(day, name)),
                    (one, other) -> one.name().equals(other.name())
                            ? one
                            : new PublicHoliday(
                                    day,
                                    one.name() + ", " + other.name(),
                                    one.english() == null || other.english() == null
                                            ? null
                                            : one.english() + ", " + other.english(),
                                    one.dayOff() || other.dayOff()));
        });
        reading.tally().add(regions.publicHolidays(List.copyOf(days.values()), reading.tally()));
    }

    @Override
    int reference(Table table) {
        return SchoolHolidayRegister.newest(table);
    }

    @Override
    int storedReference() {
        return regions.newest("public_holiday", "day");
    }

    private static boolean dayOff(LocalDate day, String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return !small.startsWith("goede vrijdag") && (!small.startsWith("bevrijdingsdag") || day.getYear() % 5 == 0);
    }
}
