package nl.tec.organisations.internal.registers;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.organisations.ImportReport.Reason;
import nl.tec.organisations.internal.registers.Tally.Stored;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores municipalities, positions and holidays. Expects a transaction. */
@Component
class RegionStore {

    record Municipality(String code, String name, @Nullable HolidayRegion region) {

        /** Returns a municipality with a placeholder name, until a register provides it. */
        static Municipality nameless(String code) {
            return new Municipality(code, "Gemeente " + code, null);
        }
    }

    record Centre(String pc4, double latitude, double longitude) {}

    record Position(String brin6, @Nullable String postcode, double latitude, double longitude) {}

    record Holiday(HolidayRegion region, int schoolYear, String kind, LocalDate first, LocalDate last) {}

    record PublicHoliday(
            LocalDate day, String name, @Nullable String english, boolean dayOff) {}

    /** The condition for an organisation to get the position that a register has for its school. */
    private static final String GETS_POSITION = """
            (o.postcode is null or i.postcode is null or o.postcode = i.postcode)
              and o.position_from is distinct from 'HUB'
              and (o.latitude, o.longitude, o.position_from) is distinct from (i.latitude, i.longitude, 'REGISTER')
            """;

    private final JdbcClient jdbc;
    private final Incoming incoming;

    RegionStore(JdbcClient jdbc, Incoming incoming) {
        this.jdbc = jdbc;
        this.incoming = incoming;
    }

    /** Returns municipality codes by {@link DutchNames#key} of the name. */
    Map<String, String> municipalities() {
        Map<String, String> codes = new HashMap<>();
        jdbc.sql("select code, name from municipality").query(row -> {
            codes.put(DutchNames.key(row.getString(2)), row.getString(1));
        });
        return codes;
    }

    /**
     * Merges the municipalities of DUO's lists of schools. A name with accents is preferred to one without, and any name to none. DUO's
     * region overrides that of others.
     */
    void mergeMunicipalities(Collection<Municipality> municipalities, Tally tally) {
        incoming.fill("code text, name text, region text", rows(municipalities));
        tally.changed(show("import.change.municipality", """
                select m.name as subject, lower(m.holiday_region) as was, lower(i.region) as becomes
                from incoming i join municipality m using (code)
                where m.holiday_region <> i.region
                order by m.name limit :most
                """, tally));
        jdbc.sql("""
                merge into municipality m
                using (select i.code, i.name, i.region,
                              (i.name ~ '[^ -~]' and old.name !~ '[^ -~]') or old.name = 'Gemeente ' || i.code as better
                       from incoming i left join municipality old using (code)) as i
                  on m.code = i.code
                when matched and (i.better or i.region is not null) then
                  update set name = case when i.better then i.name else m.name end,
                             holiday_region = coalesce(i.region, m.holiday_region),
                             region_from_duo = m.region_from_duo or i.region is not null
                when not matched then
                  insert (code, name, holiday_region, region_from_duo)
                  values (i.code, i.name, i.region, i.region is not null)
                """).update();
    }

    /** Stores the proper spelling of names, and regions that DUO has not provided. */
    Stored nameMunicipalities(Collection<Municipality> municipalities, Tally tally) {
        incoming.fill("code text, name text, region text", rows(municipalities));
        jdbc.sql("""
                update incoming i set region = coalesce(pick(m.region_from_duo, m.holiday_region, i.region), m.holiday_region)
                from municipality m where m.code = i.code
                """).update();
        show("import.change.municipality", """
                select i.name as subject, concat_ws(', ', m.name, lower(m.holiday_region)) as was,
                       concat_ws(', ', i.name, lower(i.region)) as becomes
                from incoming i join municipality m using (code)
                where (m.name, m.holiday_region) is distinct from (i.name, i.region)
                order by i.name limit :most
                """, tally);
        return Merged.count(jdbc, municipalities.size(), """
                merge into municipality m using incoming i on m.code = i.code
                when matched and (m.name, m.holiday_region) is distinct from (i.name, i.region) then
                  update set name = i.name, holiday_region = i.region
                when not matched then
                  insert (code, name, holiday_region) values (i.code, i.name, i.region)
                """);
    }

    /** @param rank the rank of the file; a lower one fills gaps but never overrides a higher one */
    Stored centres(int rank, List<Centre> centres, Tally tally) {
        incoming.fill(
                "pc4 text, latitude double precision, longitude double precision, rank int",
                centres.stream()
                        .map(c -> new @Nullable Object[] {c.pc4(), c.latitude(), c.longitude(), rank})
                        .toList());
        show("import.change.postcodeArea", """
                select i.pc4 as subject, coalesce(p.latitude || ' ' || p.longitude, '-') as was, i.latitude || ' ' || i.longitude as becomes
                from incoming i left join postcode_area p using (pc4)
                where (p.latitude, p.longitude) is distinct from (i.latitude, i.longitude)
                  and (p.pc4 is null or p.source_rank <= i.rank)
                order by i.pc4 limit :most
                """, tally);
        return Merged.count(jdbc, centres.size(), """
                merge into postcode_area p using incoming i on p.pc4 = i.pc4
                when matched and p.source_rank <= i.rank
                     and (p.latitude, p.longitude) is distinct from (i.latitude, i.longitude) then
                  update set latitude = i.latitude, longitude = i.longitude, source_rank = i.rank
                when not matched then
                  insert (pc4, latitude, longitude, source_rank) values (i.pc4, i.latitude, i.longitude, i.rank)
                """);
    }

    /**
     * Stores the exact positions of schools. If the school has another postcode than the register, the register describes its old building
     * and is ignored.
     *
     * @return the counts; 'added' are those that had no position
     */
    Stored positions(List<Position> positions, Tally tally) {
        incoming.fill(
                "brin6 text, postcode text, latitude double precision, longitude double precision",
                positions.stream()
                        .map(p -> new @Nullable Object[] {p.brin6(), p.postcode(), p.latitude(), p.longitude()})
                        .toList());
        show("import.change.position", """
                select s.brin6 || ' ' || o.name as subject, coalesce(o.latitude || ' ' || o.longitude, '-') as was,
                       i.latitude || ' ' || i.longitude as becomes
                from incoming i
                join school_site s on s.brin6 = i.brin6
                join organisation o on o.id = s.organisation_id
                where %s order by s.brin6 limit :most
                """.formatted(GETS_POSITION), tally);
        return jdbc.sql("""
                with placed as (
                  update organisation o
                  set latitude = i.latitude, longitude = i.longitude, position_from = 'REGISTER'
                  from incoming i
                  join school_site s on s.brin6 = i.brin6
                  join organisation was on was.id = s.organisation_id
                  where o.id = s.organisation_id and %s
                  returning was.latitude is null as added
                )
                select count(*) filter (where added) as added, count(*) filter (where not added) as changed from placed
                """.formatted(GETS_POSITION))
                .query((row, n) ->
                        new Stored(row.getInt(1), row.getInt(2), positions.size() - row.getInt(1) - row.getInt(2)))
                .single();
    }

    /** Places organisations without a position of their own at the centre of their PC4 area. */
    int placeByPostcode() {
        return jdbc.sql("""
                update organisation o
                set latitude = p.latitude, longitude = p.longitude, position_from = 'POSTCODE'
                from postcode_area p
                where p.pc4 = left(o.postcode, 4)
                  and (o.latitude is null or o.position_from = 'POSTCODE')
                  and (o.latitude, o.longitude) is distinct from (p.latitude, p.longitude)
                """).update();
    }

    Stored holidays(List<Holiday> holidays, Tally tally) {
        incoming.fill(
                "region text, school_year int, kind text, first_day date, last_day date",
                holidays.stream()
                        .map(h -> new @Nullable Object[] {h.region(), h.schoolYear(), h.kind(), h.first(), h.last()})
                        .toList());
        jdbc.sql("""
                select i.region, i.kind, i.school_year, coalesce(h.first_day || ' - ' || h.last_day, '-') as was,
                       i.first_day || ' - ' || i.last_day as becomes
                from incoming i left join holiday h using (region, kind, school_year)
                where (h.first_day, h.last_day) is distinct from (i.first_day, i.last_day)
                order by i.first_day, i.region, i.kind
                """).query(row -> {
            tally.change(
                    "import.change.holiday." + row.getString("kind"),
                    row.getString("region").toLowerCase(Locale.ROOT),
                    new SchoolYear(row.getInt("school_year")),
                    row.getString("was"),
                    row.getString("becomes"));
        });
        return Merged.count(jdbc, holidays.size(), """
                merge into holiday h using incoming i
                  on h.region = i.region and h.kind = i.kind and h.school_year = i.school_year
                when matched and (h.first_day, h.last_day) is distinct from (i.first_day, i.last_day) then
                  update set first_day = i.first_day, last_day = i.last_day
                when not matched then
                  insert (region, school_year, kind, first_day, last_day)
                  values (i.region, i.school_year, i.kind, i.first_day, i.last_day)
                """);
    }

    /** Returns the last day in a column, as 20261128; 0 if there is none. */
    int newest(String table, String day) {
        return jdbc.sql("select coalesce(to_char(max(" + day + "), 'YYYYMMDD')::int, 0) from " + table)
                .query(Integer.class)
                .single();
    }

    Stored publicHolidays(List<PublicHoliday> days, Tally tally) {
        incoming.fill(
                "day date, name text, name_en text, day_off boolean",
                days.stream()
                        .map(d -> new @Nullable Object[] {d.day(), d.name(), d.english(), d.dayOff()})
                        .toList());
        show("import.change.publicHoliday", """
                select i.day::text as subject, coalesce(nullif(concat_ws(', ', p.name, p.name_en), ''), '-') as was,
                       concat_ws(', ', i.name, i.name_en) as becomes
                from incoming i left join public_holiday p using (day)
                where (p.name, p.name_en, p.day_off) is distinct from (i.name, i.name_en, i.day_off)
                order by i.day limit :most
                """, tally);
        return Merged.count(jdbc, days.size(), """
                merge into public_holiday p using incoming i on p.day = i.day
                when matched and (p.name, p.name_en, p.day_off) is distinct from (i.name, i.name_en, i.day_off) then
                  update set name = i.name, name_en = i.name_en, day_off = i.day_off
                when not matched then
                  insert (day, name, name_en, day_off) values (i.day, i.name, i.name_en, i.day_off)
                """);
    }

    /** Reports pending changes. @param sql selects {@code subject}, {@code was} and {@code becomes}. @return the number of changes */
    private int show(String key, String sql, Tally tally) {
        List<Reason> changes = jdbc.sql(sql)
                .param("most", Tally.MAX_QUERIED_CHANGES)
                .query((row, n) ->
                        Reason.of(key, row.getString("subject"), row.getString("was"), row.getString("becomes")))
                .list();
        changes.forEach(change -> tally.change(key, change.arguments().toArray()));
        return changes.size();
    }

    private static List<@Nullable Object[]> rows(Collection<Municipality> municipalities) {
        return municipalities.stream()
                .map(m -> new @Nullable Object[] {m.code(), m.name(), m.region()})
                .toList();
    }
}
