package nl.tec.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.TecTest;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Coordinates;
import nl.tec.shared.Grade;
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

    private record Visit(
            long id, @Nullable Grade grade, @Nullable Coordinates from, List<Grade> others) {}

    @Test
    void recordsInRecords() {
        assertThat(read("select 1 as id, 'PO' as sector, 7 as number, 51.9 as latitude, 4.5 as longitude", Visit.class))
                .isEqualTo(new Visit(1, new Grade(Sector.PO, 7), new Coordinates(51.9, 4.5), new ArrayList<>()));
        Visit bare = read(
                "select 1 as id, null as sector, null::int as number, null::float as latitude, 4.5 as longitude",
                Visit.class);
        assertThat(bare).isEqualTo(new Visit(1, null, null, List.of()));

        bare.others().add(new Grade(Sector.VO, 1));

        assertThat(bare.others()).hasSize(1);
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

    private <T> T read(String sql, Class<T> type) {
        return jdbc.sql(sql).query(Rows.of(type)).single();
    }
}
