package nl.tec.demo;

import static nl.tec.demo.DemoFile.rows;
import static nl.tec.demo.DemoFile.text;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The signatories of the letter of intent, and the invented companies and ambassadors around them, with the days since when
 * they are connected.
 */
final class DemoNetwork {

    private static final Map<String, String> KINDS =
            Map.of("VO_SCHOOL", "SCHOOL_BOARD", "NEIGHBOURHOOD", "FOUNDATION", "TECHNICAMPUS", "FOUNDATION");

    private final JdbcTemplate jdbc;
    private final LocalDate today;
    private final Map<String, Long> ids = new HashMap<>();

    DemoNetwork(JdbcTemplate jdbc, LocalDate today) {
        this.jdbc = jdbc;
        this.today = today;
    }

    /** Adds what the file says; what begins after today is left out. */
    void fill(Map<String, Object> file) {
        for (Map<String, Object> partner : rows(file, "partners")) {
            String kind = text(partner.get("kind"));
            boolean invented = Boolean.TRUE.equals(partner.get("invented"));
            long id = Objects.requireNonNull(jdbc.queryForObject(
                    "insert into organisation (kind, name, town, website, invented) values (?, ?, ?, ?, ?) returning id",
                    Long.class,
                    KINDS.getOrDefault(kind, kind),
                    text(partner.get("name")) + (invented ? " (verzonnen)" : ""),
                    partner.get("town"),
                    partner.get("website"),
                    invented));
            ids.put(text(partner.get("key")), id);
            LocalDate from = LocalDate.parse(text(partner.get("connected_from")));
            if (!from.isAfter(today)) {
                jdbc.update(
                        "insert into membership (organisation_id, kind, from_day, until_day) values (?, ?, ?, ?)",
                        id,
                        Boolean.TRUE.equals(partner.get("signatory")) ? "SIGNATORY" : "MEMBER",
                        from,
                        day(partner.get("connected_until")));
            }
        }
        for (Map<String, Object> ambassador : rows(file, "ambassadors")) {
            LocalDate from = LocalDate.parse(text(ambassador.get("from")));
            if (!from.isAfter(today) && ambassador.get("function") instanceof Map<?, ?> function) {
                jdbc.update(
                        "insert into ambassador (position_nl, position_en, signed_on, ended_on) values (?, ?, ?, ?)",
                        function.get("nl"),
                        function.get("en"),
                        from,
                        day(ambassador.get("until")));
            }
        }
    }

    /** Whether an organisation of the file is connected today. */
    boolean connected(String key) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from membership where organisation_id = ? and from_day <= ? and (until_day is null or until_day >= ?))",
                Boolean.class,
                id(key),
                today,
                today));
    }

    /** The organisation under a key of the file. */
    long id(String key) {
        Long id = ids.get(key);
        if (id == null) {
            throw new IllegalArgumentException("no partner " + key);
        }
        return id;
    }

    private static @Nullable LocalDate day(@Nullable Object value) {
        return value == null ? null : LocalDate.parse(value.toString());
    }
}
