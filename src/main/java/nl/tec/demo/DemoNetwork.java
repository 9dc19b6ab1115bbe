package nl.tec.demo;

import static nl.tec.demo.DemoFile.rows;
import static nl.tec.demo.DemoFile.text;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** The organisations of the demo: the signatories of the letter of intent, their neighbours, and fictional companies. */
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

    /** Adds the organisations in the file. */
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
        }
    }

    /** Whether an organisation of the file is connected today. */
    boolean connected(String key) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from membership where organisation_id = ? and counted @> ?)",
                Boolean.class,
                id(key),
                today));
    }

    /** Returns the id of an organisation by its key in the file. */
    long id(String key) {
        Long id = ids.get(key);
        if (id == null) {
            throw new IllegalArgumentException("no partner " + key);
        }
        return id;
    }
}
