package nl.tec.demo;

import static nl.tec.demo.DemoFile.rows;
import static nl.tec.demo.DemoFile.text;
import static nl.tec.demo.DemoFile.texts;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.tec.hub.Rows;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The finances of the demo hub: the sources in the memo, fictional amounts, and bookings up to today. */
final class DemoFinance {

    private static final List<String> CATEGORIES =
            List.of("STAFF", "MATERIAL", "VENUE", "TRANSPORT", "EQUIPMENT", "ORGANISATION");

    private final JdbcTemplate jdbc;
    private final LocalDate today;
    private final long account;
    private final Map<String, Long> sources = new HashMap<>();

    /** @param account of the bookkeeper */
    DemoFinance(JdbcTemplate jdbc, LocalDate today, long account) {
        this.jdbc = jdbc;
        this.today = today;
        this.account = account;
    }

    @SuppressWarnings("unchecked")
    void fill(Map<String, Object> file) {
        rows(file, "sources").forEach(this::addSource);
        long plan =
                Objects.requireNonNull(jdbc.queryForObject("select id from budget_scenario where plan", Long.class));
        List<Integer> years = (List<Integer>) Objects.requireNonNull(file.get("years"));
        rows(file, "costs").forEach(line -> addLines(plan, "COST", line, years));
        rows(file, "cover").forEach(line -> addLines(plan, "COVER", line, years));
        for (Map<String, Object> scenario : rows(file, "scenarios")) {
            addScenario(plan, scenario);
        }
        addRates(file);
        book((Map<String, Integer>) Objects.requireNonNull(file.get("realised")));
    }

    private void addSource(Map<String, Object> source) {
        Object programme = source.get("programme");
        sources.put(
                text(source.get("key")),
                Objects.requireNonNull(jdbc.queryForObject(
                        """
                        insert into funding_source (name, kind, about, origin, only_for, until_day, most_percent, match_percent,
                               in_kind_matches, funding_programme_id)
                        values (?, ?, ?, ?, ?::text[], ?::date, ?, ?, ?, (select id from funding_programme where name = ?)) returning id
                        """,
                        Long.class,
                        source.get("name"),
                        source.get("kind"),
                        source.get("about"),
                        source.get("origin"),
                        Rows.array(texts(source, "only")),
                        source.get("until"),
                        source.get("most"),
                        source.get("match"),
                        Boolean.TRUE.equals(source.get("in_kind")),
                        programme)));
    }

    private void addLines(long scenario, String kind, Map<String, Object> line, List<Integer> years) {
        List<?> euros = (List<?>) Objects.requireNonNull(line.get("euros"));
        for (int i = 0; i < years.size(); i++) {
            int amount = (Integer) euros.get(i);
            if (amount > 0) {
                jdbc.update(
                        """
                        insert into budget_line (scenario_id, year, kind, category, source_id, what, cents, certainty)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        scenario,
                        years.get(i),
                        kind,
                        line.get("category"),
                        sources.get(text(line.get("source"))),
                        line.get("what"),
                        amount * 100L,
                        line.get("certainty"));
            }
        }
    }

    private void addScenario(long plan, Map<String, Object> scenario) {
        long id = Objects.requireNonNull(jdbc.queryForObject(
                "insert into budget_scenario (name, about, made_at) values (?, ?, ?) returning id",
                Long.class,
                scenario.get("name"),
                scenario.get("about"),
                today.minusDays(30)));
        jdbc.update("""
                insert into budget_line (scenario_id, year, kind, category, source_id, what, cents, certainty)
                select ?, year, kind, category, source_id, what, cents, certainty from budget_line where scenario_id = ? order by id
                """, id, plan);
        ((Map<?, ?>) Objects.requireNonNull(scenario.get("factors")))
                .forEach((of, permille) -> jdbc.update(
                        "insert into budget_factor (scenario_id, category, source_id, permille) values (?, ?, ?, ?)",
                        id,
                        CATEGORIES.contains(text(of)) ? of : null,
                        sources.get(text(of)),
                        permille));
    }

    private void addRates(Map<String, Object> file) {
        for (Map<String, Object> rate : rows(file, "rates")) {
            jdbc.update(
                    "insert into cost_rate (item, cents, from_day) values (?, ?, ?::date)",
                    rate.get("item"),
                    rate.get("cents"),
                    rate.get("from"));
        }
        for (Map<String, Object> rule : rows(file, "prices")) {
            jdbc.update(
                    """
                    insert into price_rule (name, source_id, percent, first_visits, most_cents, from_day, until_day)
                    values (?, ?, ?, ?, ?, ?::date, ?::date)
                    """,
                    rule.get("name"),
                    sources.get(text(rule.get("source"))),
                    rule.get("percent"),
                    rule.get("first"),
                    rule.get("most"),
                    rule.get("from"),
                    rule.get("until"));
        }
    }

    /** Books costs monthly and cover quarterly, as one file of the bookkeeping. */
    private void book(Map<String, Integer> realised) {
        long file = Objects.requireNonNull(jdbc.queryForObject("""
                insert into ledger_import (file_name, imported_at, imported_by, added, known, left_out, bad)
                values ('Grootboek (verzonnen).xlsx', ?, ?, 0, 0, 0, 0) returning id
                """, Long.class, today.minusDays(1), account));
        int[] added = {0};
        jdbc.query(
                """
                select l.year, l.kind, l.category, l.source_id, l.what, l.cents
                  from budget_line l join budget_scenario s on s.id = l.scenario_id and s.plan
                 where l.year <= ? and l.certainty <> 'HOPED' order by l.id
                """,
                row -> {
                    Long source = (Long) row.getObject("source_id");
                    String key = source == null ? row.getString("category") : keyOf(source);
                    long cents = row.getLong("cents") * Objects.requireNonNullElse(realised.get(key), 1000) / 1000;
                    added[0] += book(
                            row.getInt("year"),
                            row.getString("kind"),
                            row.getString("category"),
                            source,
                            row.getString("what"),
                            cents,
                            file);
                },
                today.getYear());
        jdbc.update("update ledger_import set added = ? where id = ?", added[0], file);
    }

    private String keyOf(long source) {
        return sources.entrySet().stream()
                .filter(entry -> entry.getValue() == source)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Books equal parts over the past days of the year; the last part has the remainder. */
    private int book(
            int year,
            String kind,
            @Nullable String category,
            @Nullable Long source,
            String what,
            long cents,
            long file) {
        boolean cost = kind.equals("COST");
        int parts = cost ? 12 : 4;
        int months = 12 / parts;
        int booked = 0;
        for (int part = 1; part <= parts; part++) {
            LocalDate month = LocalDate.of(year, part * months, 1);
            LocalDate day = cost ? month.withDayOfMonth(25) : month.withDayOfMonth(15);
            long amount = part < parts ? cents / parts : cents - cents / parts * (parts - 1);
            if (day.isBefore(today) && amount != 0) {
                String reference = "%d-%02d-%d".formatted(year, part * months, booked + 1);
                jdbc.update(
                        """
                        insert into ledger_entry (day, kind, category, source_id, cents, account, reference, what, fingerprint, import_id,
                               recorded_at, recorded_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        day,
                        kind,
                        cost ? category : null,
                        source,
                        amount,
                        cost ? String.valueOf(4000 + 100 * CATEGORIES.indexOf(category)) : "80" + source,
                        reference,
                        what,
                        Sha256.of(reference + kind + category + source + what),
                        file,
                        today.minusDays(1),
                        account);
                booked++;
            }
        }
        return booked;
    }
}
