package nl.tec.organisations.internal.registers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.organisations.internal.registers.Tally.Stored;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the counts of 1 October. Expects a transaction. Rows of schools that are not known are left out; ask first. */
@Component
class CountStore {

    record Total(String brin6, int year, int pupils, boolean masked, boolean provisional) {}

    record OfAge(String brin6, int year, int age, int known, int maskedCells) {}

    record OfYear(String brin6, int year, String type, int yearOfStudy, int pupils, int maskedCells) {}

    record OfProgramme(String brin6, int year, String programme, int candidates, int maskedCells) {}

    /** The column of the year a count is of, and how people write it. */
    private record Year(String column, IntFunction<String> shown) {}

    private static final Year OCTOBER = new Year("reference_year", Integer::toString);
    private static final Year SCHOOL_YEAR = new Year("school_year", year -> new SchoolYear(year).toString());

    private final JdbcClient jdbc;
    private final Incoming incoming;

    CountStore(JdbcClient jdbc, Incoming incoming) {
        this.jdbc = jdbc;
        this.incoming = incoming;
    }

    /** The ids of all school locations by BRIN. */
    Map<String, Long> schools() {
        Map<String, Long> schools = new HashMap<>();
        jdbc.sql("select brin6, organisation_id from school_site").query(row -> {
            schools.put(row.getString(1), row.getLong(2));
        });
        return schools;
    }

    /** The newest year there are counts of; 0 when there are none. */
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
                """).param("most", Tally.TOLD_CHANGES).query(row -> {
            tally.change(
                    "import.change.pupils",
                    row.getString("school"),
                    row.getInt("reference_year"),
                    row.getString("was"),
                    row.getString("becomes"));
        });
        return stored(totals.size(), """
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

    /** Per school and year a file is complete: ages it does not name have nobody. */
    Stored ages(List<OfAge> ages, Tally tally) {
        incoming.fill(
                "brin6 text, reference_year int, age int, known int, masked_cells int",
                ages.stream()
                        .map(a -> new @Nullable Object[] {a.brin6(), a.year(), a.age(), a.known(), a.maskedCells()})
                        .toList());
        show("import.change.ages", "enrolment_age", OCTOBER, "known", "age", tally);
        int gone = removeOthers("enrolment_age", "reference_year", "age");
        return withGone(gone, stored(ages.size(), """
                merge into enrolment_age e
                using (select s.organisation_id as site_id, i.* from incoming i join school_site s using (brin6)) as i
                  on e.site_id = i.site_id and e.reference_year = i.reference_year and e.age = i.age
                when matched and (e.known, e.masked_cells) is distinct from (i.known, i.masked_cells) then
                  update set known = i.known, masked_cells = i.masked_cells
                when not matched then
                  insert (site_id, reference_year, age, known, masked_cells)
                  values (i.site_id, i.reference_year, i.age, i.known, i.masked_cells)
                """));
    }

    Stored secondary(List<OfYear> counts, Tally tally) {
        incoming.fill(
                "brin6 text, reference_year int, education_type text, year_of_study int, pupils int, masked_cells int",
                counts.stream()
                        .map(c -> new @Nullable Object[] {
                            c.brin6(), c.year(), c.type(), c.yearOfStudy(), c.pupils(), c.maskedCells()
                        })
                        .toList());
        show("import.change.secondary", "enrolment_vo", OCTOBER, "pupils", "education_type || year_of_study", tally);
        int gone = removeOthers("enrolment_vo", "reference_year", "education_type", "year_of_study");
        return withGone(gone, stored(counts.size(), """
                merge into enrolment_vo e
                using (select s.organisation_id as site_id, i.* from incoming i join school_site s using (brin6)) as i
                  on e.site_id = i.site_id and e.reference_year = i.reference_year
                     and e.education_type = i.education_type and e.year_of_study = i.year_of_study
                when matched and (e.pupils, e.masked_cells) is distinct from (i.pupils, i.masked_cells) then
                  update set pupils = i.pupils, masked_cells = i.masked_cells
                when not matched then
                  insert (site_id, reference_year, education_type, year_of_study, pupils, masked_cells)
                  values (i.site_id, i.reference_year, i.education_type, i.year_of_study, i.pupils, i.masked_cells)
                """));
    }

    /** Per school and year a file is complete: programmes it does not name have nobody. */
    Stored exams(List<OfProgramme> counts, Tally tally) {
        incoming.fill(
                "brin6 text, school_year int, programme text, candidates int, masked_cells int",
                counts.stream()
                        .map(c -> new @Nullable Object[] {
                            c.brin6(), c.year(), c.programme(), c.candidates(), c.maskedCells()
                        })
                        .toList());
        show("import.change.exams", "exam", SCHOOL_YEAR, "candidates", "programme", tally);
        int gone = removeOthers("exam", "school_year", "programme");
        return withGone(gone, stored(counts.size(), """
                merge into exam e
                using (select s.organisation_id as site_id, i.* from incoming i join school_site s using (brin6)) as i
                  on e.site_id = i.site_id and e.school_year = i.school_year and e.programme = i.programme
                when matched and (e.candidates, e.masked_cells) is distinct from (i.candidates, i.masked_cells) then
                  update set candidates = i.candidates, masked_cells = i.masked_cells
                when not matched then
                  insert (site_id, school_year, programme, candidates, masked_cells)
                  values (i.site_id, i.school_year, i.programme, i.candidates, i.masked_cells)
                """));
    }

    /** Removes what the incoming file does not name of a school and year that it does name. @param keys what a school is divided into */
    private int removeOthers(String table, String year, String... keys) {
        String same = Stream.of(keys).map("i.%1$s = e.%1$s"::formatted).collect(Collectors.joining(" and "));
        return jdbc.sql("""
                delete from TABLE e
                using (select distinct s.organisation_id, s.brin6, i.YEAR
                       from incoming i join school_site s using (brin6)) as f
                where e.site_id = f.organisation_id and e.YEAR = f.YEAR
                  and not exists (select from incoming i where i.brin6 = f.brin6 and i.YEAR = e.YEAR and SAME)
                """.replace("TABLE", table).replace("YEAR", year).replace("SAME", same))
                .update();
    }

    /**
     * Tells of which schools the count of a year is new or becomes different, with how many pupils or candidates that is: a
     * range where DUO masks.
     *
     * @param known column of those that are not masked
     * @param per what a school is divided into
     */
    private void show(String key, String table, Year year, String known, String per, Tally tally) {
        String counts = """
                concat_ws('-', sum(KNOWN + masked_cells), nullif(sum(KNOWN + 4 * masked_cells), sum(KNOWN + masked_cells)))
                  as pupils, string_agg(concat_ws(':', PER, KNOWN, masked_cells), ' ' order by PER) as detail
                """.replace("KNOWN", known).replace("PER", per);
        jdbc.sql("""
                select s.brin6 || ' ' || o.name as school, i.YEAR as year, coalesce(e.pupils, '-') as was, i.pupils as becomes
                from (select brin6, YEAR, COUNTS from incoming group by brin6, YEAR) i
                join school_site s using (brin6)
                join organisation o on o.id = s.organisation_id
                left join (select site_id, YEAR, COUNTS from TABLE group by site_id, YEAR) e
                  on e.site_id = s.organisation_id and e.YEAR = i.YEAR
                where e.detail is distinct from i.detail
                order by i.YEAR desc, s.brin6 limit :most
                """.replace("COUNTS", counts).replace("TABLE", table).replace("YEAR", year.column()))
                .param("most", Tally.TOLD_CHANGES)
                .query(row -> {
                    tally.change(
                            key,
                            row.getString("school"),
                            year.shown().apply(row.getInt("year")),
                            row.getString("was"),
                            row.getString("becomes"));
                });
    }

    private static Stored withGone(int gone, Stored stored) {
        return new Stored(stored.added(), stored.changed() + gone, stored.unchanged());
    }

    private Stored stored(int records, String merge) {
        return Merged.count(jdbc, records, merge);
    }
}
