package nl.tec.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.TecTest;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Coordinates;
import nl.tec.shared.Sector;
import nl.tec.shared.Span;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records are read from columns with the names of their components. */
@TecTest
class RowsTest {

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

    record Whole(long id, @Nullable Counts counts) {}

    @Autowired
    JdbcClient jdbc;

    @Test
    void everyKindOfComponentIsRead() {
        Visit visit = read("""
                select 'Les' as title_nl, 'Lesson' as title_en, timestamptz '2030-01-07 08:00Z' as slot_start,
                       timestamptz '2030-01-07 10:00Z' as slot_end, 4 as ages_from, 12 as ages_to,
                       array['PO', 'VO'] as sectors, '[{"grade": 7, "present": null}]'::jsonb as groups, '[3, 4]'::json as weeks, '{"robot": 6}'::json as equipment, 2 as adults,
                       25 as pupils_expected, 52.1 as latitude, 5.2 as longitude
                """);
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
                """);
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
    void aPrefixAlsoAppliesToRecordsWithin() {
        Whole whole = jdbc.sql("select 1 as o_id, 2 as o_adults, 3 as o_pupils_expected, 'x' as id")
                .query((row, n) -> Rows.read(row, Whole.class, "o_"))
                .single();
        assertThat(whole).isEqualTo(new Whole(1, new Counts(2, 3L)));
    }

    private Visit read(String sql) {
        return jdbc.sql(sql).query(Rows.of(Visit.class)).single();
    }
}
