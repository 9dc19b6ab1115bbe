package nl.tec.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.TecTest;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Coordinates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import nl.tec.shared.Span;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reading records from rows. */
@TecTest
class RowsTest {

    @Autowired
    JdbcClient jdbc;

    private static final TimeSlot MORNING =
            new TimeSlot(Instant.parse("2030-01-07T08:00:00Z"), Instant.parse("2030-01-07T10:00:00Z"));

    record Group(int grade, @Nullable Integer present) {}

    record Visit(
            Bilingual title,
            @Nullable TimeSlot slot,
            @Nullable Span ages,
            Set<Sector> sectors,
            List<Group> groups,
            List<Integer> weeks,
            Map<String, Integer> equipment,
            Counts counts,
            @Nullable Coordinates place) {}

    record Counts(int adults, @Nullable Long pupilsExpected) {}

    record Whole(long id, @Nullable Counts counts, List<Group> groups) {}

    private record Lesson(
            @Nullable SchoolYear year,
            @Nullable DayOfWeek weekday,
            @Nullable TimeSlot slot,
            @Nullable Span ages,
            List<Long> ids,
            List<LocalDate> days,
            Set<World> worlds,
            Set<DayOfWeek> weekdays,
            List<Bilingual> titles) {}

    @Test
    void arraysAndValues() {
        Lesson lesson = read("""
                select 2026 as year, 2 as weekday, timestamptz '2026-11-03 09:00Z' as slot_start, timestamptz '2026-11-03 11:00Z' as slot_end, 8 as ages_from, 14 as ages_to,
                       array[7, 5]::bigint[] as ids, array['2026-11-03']::date[] as days, array['VOEDING_NATUUR', 'HITECH_SCIENCE'] as worlds,
                       array[5, 1] as weekdays, array['een', 'twee'] as titles_nl, array['one', 'two'] as titles_en
                """, Lesson.class);

        assertThat(lesson.year()).isEqualTo(new SchoolYear(2026));
        assertThat(lesson.weekday()).isEqualTo(DayOfWeek.TUESDAY);
        assertThat(lesson.slot())
                .isEqualTo(new TimeSlot(Instant.parse("2026-11-03T09:00:00Z"), Instant.parse("2026-11-03T11:00:00Z")));
        assertThat(lesson.ages()).isEqualTo(new Span(8, 14));
        assertThat(lesson.ids()).containsExactly(7L, 5L);
        assertThat(lesson.days()).containsExactly(LocalDate.of(2026, 11, 3));
        assertThat(lesson.worlds()).containsExactly(World.VOEDING_NATUUR, World.HITECH_SCIENCE);
        assertThat(lesson.weekdays()).containsExactly(DayOfWeek.FRIDAY, DayOfWeek.MONDAY);
        assertThat(lesson.titles()).containsExactly(new Bilingual("een", "one"), new Bilingual("twee", "two"));
    }

    @Test
    void nullsAndEmptyArrays() {
        Lesson lesson = read("""
                select null::int as year, null::int as weekday, null::timestamptz as slot_start, null::timestamptz as slot_end, 8 as ages_from, null::int as ages_to,
                       null::bigint[] as ids, '{}'::date[] as days, null::text[] as worlds, null::int[] as weekdays,
                       array['een'] as titles_nl, '{}'::text[] as titles_en
                """, Lesson.class);

        assertThat(lesson)
                .isEqualTo(new Lesson(
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of(),
                        List.of(new Bilingual("een", ""))));
    }

    @Test
    void maps() {
        String sql = "select * from (values (7, 1), (7, 2), (5, 3), (7, 1)) as v (id, other)";
        RowMapper<Integer> other = (row, n) -> row.getInt("other");

        assertThat(jdbc.sql(sql).query(Rows.listsById("id", other)))
                .containsExactly(Map.entry(7L, List.of(1, 2, 1)), Map.entry(5L, List.of(3)));
        assertThat(jdbc.sql(sql).query(Rows.setsById("id", other)))
                .containsExactly(Map.entry(7L, Set.of(1, 2)), Map.entry(5L, Set.of(3)));
    }

    @Test
    void everyKindOfComponentIsRead() {
        Visit visit = read("""
                select 'Les' as title_nl, 'Lesson' as title_en, timestamptz '2030-01-07 08:00Z' as slot_start,
                       timestamptz '2030-01-07 10:00Z' as slot_end, 4 as ages_from, 12 as ages_to,
                       array['PO', 'VO'] as sectors, '[{"grade": 7, "present": null}]'::jsonb as groups, '[3, 4]'::json as weeks, '{"robot": 6}'::json as equipment, 2 as adults,
                       25 as pupils_expected, 52.1 as latitude, 5.2 as longitude
                """, Visit.class);
        assertThat(visit)
                .isEqualTo(new Visit(
                        new Bilingual("Les", "Lesson"),
                        MORNING,
                        new Span(4, 12),
                        Set.of(Sector.PO, Sector.VO),
                        List.of(new Group(7, null)),
                        List.of(3, 4),
                        Map.of("robot", 6),
                        new Counts(2, 25L),
                        new Coordinates(52.1, 5.2)));
    }

    @Test
    void whatMayBeNullIsNullWhenItsFirstColumnIs() {
        Visit visit = read("""
                select 'Les' as title_nl, 'Lesson' as title_en, null::timestamptz as slot_start, null::timestamptz as slot_end,
                       null::int as ages_from, null::int as ages_to, null::text[] as sectors, null::jsonb as groups, null::json as weeks, null::json as equipment,
                       null::int as adults, null::int as pupils_expected, null::float as latitude, null::float as longitude
                """, Visit.class);
        assertThat(visit)
                .isEqualTo(new Visit(
                        new Bilingual("Les", "Lesson"),
                        null,
                        null,
                        Set.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        new Counts(0, null),
                        null));
    }

    @Test
    void aRecordIsReadFromJsonInAColumnOfItsName() {
        String sql =
                "select n as id, 9 as adults, (array['{\"adults\": 2, \"pupilsExpected\": 25}', null]::jsonb[])[n] as counts"
                        + " from generate_series(1, 2) n";
        assertThat(jdbc.sql(sql).query(Rows.byText("id", Rows.of(Whole.class))))
                .containsExactly(
                        Map.entry("1", new Whole(1, new Counts(2, 25L), List.of())),
                        Map.entry("2", new Whole(2, null, List.of())));
    }

    @Test
    void aPrefixAlsoAppliesToRecordsWithin() {
        Whole whole = jdbc.sql("select 1 as o_id, 2 as o_adults, 3 as o_pupils_expected, 'x' as id")
                .query((row, n) -> Rows.read(row, Whole.class, "o_"))
                .single();
        assertThat(whole).isEqualTo(new Whole(1, new Counts(2, 3L), List.of()));

        whole.groups().add(new Group(7, null));

        assertThat(whole.groups()).as("to be filled by another query").hasSize(1);
    }

    private <T> T read(String sql, Class<T> type) {
        return jdbc.sql(sql).query(Rows.of(type)).single();
    }
}
