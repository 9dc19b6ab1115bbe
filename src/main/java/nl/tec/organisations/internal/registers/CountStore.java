package nl.tec.organisations.internal.registers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.organisations.internal.registers.Tally.Stored;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the counts of 1 October. Expects a transaction. Rows of unknown schools are ignored, so callers check them first. */
@Component
class CountStore {

    record Total(String brin6, int year, int pupils, boolean masked, boolean provisional) {}

    /** @param of the breakdown values, for the columns of {@link Counts}. @param maskedCells of 1 to 4 pupils each */
    record Group(String brin6, int year, List<?> of, int count, int maskedCells) {}

    /** The tables with counts per school and breakdown. */
    enum Counts {
        AGES("enrolment_age", "reference_year", "known", "age int"),
        SECONDARY("enrolment_vo", "reference_year", "pupils", "education_type text", "year_of_study int"),
        EXAMS("exam", "school_year", "candidates", "programme text");

        private final String table;
        private final String year;
        private final String count;
        private final List<String> of;

        /** @param count the column of the unmasked count. @param of the breakdown columns with their types */
        Counts(String table, String year, String count, String... of) {
            this.table = table;
            this.year = year;
            this.count = count;
            this.of = List.of(of);
        }

        /** Expands the placeholders of a statement for this table. */
        private String sql(String pattern) {
            return pattern.replace("TABLE", table)
                    .replace("YEAR", year)
                    .replace("COUNT", count)
                    .replace("SAME", columns("i.%1$s = e.%1$s", " and "))
                    .replace("I.OF", columns("i.%s", ", "))
                    .replace("OF", columns("%s", ", "));
        }

        private String columns(String pattern, String between) {
            return of.stream()
                    .map(column -> pattern.formatted(column.split(" ")[0]))
                    .collect(Collectors.joining(between));
        }

        private String shown(int number) {
            return this == EXAMS ? new SchoolYear(number).toString() : Integer.toString(number);
        }
    }

    private final JdbcClient jdbc;
    private final Incoming incoming;

    CountStore(JdbcClient jdbc, Incoming incoming) {
        this.jdbc = jdbc;
        this.incoming = incoming;
    }

    /** Returns the ids of all school locations, by BRIN. */
    Map<String, Long> schools() {
        Map<String, Long> schools = new HashMap<>();
        jdbc.sql("select brin6, organisation_id from school_site").query(row -> {
            schools.put(row.getString(1), row.getLong(2));
        });
        return schools;
    }

    /** Returns the newest year with counts; 0 if there are none. */
    int newest(String table, String year) {
        return jdbc.sql("select coalesce(max(" + year + "), 0) from " + table)
                .query(Integer.class)
                .single();
    }

    Stored totals(List<Total> totals, Tally tally) {
        incoming.fill(
                "brin6 text, reference_year int, pupils int, masked boolean, provisional boolean",
                totals.stream()
                        .map(t -> new @Nullable Object[] {
                            t.brin6(), t.year(), t.masked() ? null : t.pupils(), t.masked(), t.provisional()
                        })
                        .toList());
        jdbc.sql("""
                select s.brin6 || ' ' || o.name as school, i.reference_year,
                       case when e.site_id is null then '-' else coalesce(e.pupils::text, '<5') end as was,
                       coalesce(i.pupils::text, '<5') as becomes
                from incoming i
                join school_site s using (brin6)
                join organisation o on o.id = s.organisation_id
                left join enrolment e on e.site_id = s.organisation_id and e.reference_year = i.reference_year
                where e.site_id is null or e.pupils is distinct from i.pupils
                order by i.reference_year desc, s.brin6 limit :most
                """).param("most", Tally.MAX_QUERIED_CHANGES).query(row -> {
            tally.change(
                    "import.change.pupils",
                    row.getString("school"),
                    row.getInt("reference_year"),
                    row.getString("was"),
                    row.getString("becomes"));
        });
        return Merged.count(jdbc, totals.size(), """
                merge into enrolment e
                using (select s.organisation_id as site_id, i.* from incoming i join school_site s using (brin6)) as i
                  on e.site_id = i.site_id and e.reference_year = i.reference_year
                when matched and (e.pupils, e.masked, e.provisional) is distinct from (i.pupils, i.masked, i.provisional) then
                  update set pupils = i.pupils, masked = i.masked, provisional = i.provisional
                when not matched then
                  insert (site_id, reference_year, pupils, masked, provisional)
                  values (i.site_id, i.reference_year, i.pupils, i.masked, i.provisional)
                """);
    }

    /** Stores counts. A file is complete per school and year: ages, types or programmes that it does not list are deleted. */
    Stored store(Counts counts, List<Group> groups, Tally tally) {
        incoming.fill(
                counts.sql("brin6 text, YEAR int, " + String.join(", ", counts.of) + ", COUNT int, masked_cells int"),
                groups.stream().map(CountStore::values).toList());
        show(counts, tally);
        int gone = jdbc.sql(counts.sql("""
                delete from TABLE e
                using (select distinct s.organisation_id, s.brin6, i.YEAR
                       from incoming i join school_site s using (brin6)) as f
                where e.site_id = f.organisation_id and e.YEAR = f.YEAR
                  and not exists (select from incoming i where i.brin6 = f.brin6 and i.YEAR = e.YEAR and SAME)
                """)).update();
        Stored stored = Merged.count(jdbc, groups.size(), counts.sql("""
                merge into TABLE e
                using (select s.organisation_id as site_id, i.* from incoming i join school_site s using (brin6)) as i
                  on e.site_id = i.site_id and e.YEAR = i.YEAR and SAME
                when matched and (e.COUNT, e.masked_cells) is distinct from (i.COUNT, i.masked_cells) then
                  update set COUNT = i.COUNT, masked_cells = i.masked_cells
                when not matched then
                  insert (site_id, YEAR, OF, COUNT, masked_cells)
                  values (i.site_id, i.YEAR, I.OF, i.COUNT, i.masked_cells)
                """));
        return new Stored(stored.added(), stored.changed() + gone, stored.unchanged());
    }

    private static @Nullable Object[] values(Group group) {
        List<Object> values = new ArrayList<>(List.of(group.brin6(), group.year()));
        values.addAll(group.of());
        values.addAll(List.of(group.count(), group.maskedCells()));
        return values.toArray();
    }

    /**
     * Reports the schools with a new or changed count of a year, with the number of pupils or candidates: a range if DUO masks.
     */
    private void show(Counts counts, Tally tally) {
        String sums = """
                concat_ws('-', sum(COUNT + masked_cells), nullif(sum(COUNT + 4 * masked_cells), sum(COUNT + masked_cells)))
                  as pupils, string_agg(concat_ws(':', OF, COUNT, masked_cells), ' ' order by OF) as detail
                """;
        jdbc.sql(counts.sql("""
                select s.brin6 || ' ' || o.name as school, i.YEAR as year, coalesce(e.pupils, '-') as was, i.pupils as becomes
                from (select brin6, YEAR, SUMS from incoming group by brin6, YEAR) i
                join school_site s using (brin6)
                join organisation o on o.id = s.organisation_id
                left join (select site_id, YEAR, SUMS from TABLE group by site_id, YEAR) e
                  on e.site_id = s.organisation_id and e.YEAR = i.YEAR
                where e.detail is distinct from i.detail
                order by i.YEAR desc, s.brin6 limit :most
                """.replace("SUMS", sums)))
                .param("most", Tally.MAX_QUERIED_CHANGES)
                .query(row -> {
                    tally.change(
                            "import.change." + counts.name().toLowerCase(Locale.ROOT),
                            row.getString("school"),
                            counts.shown(row.getInt("year")),
                            row.getString("was"),
                            row.getString("becomes"));
                });
    }
}
