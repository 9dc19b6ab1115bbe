package nl.tec.demo;

import static nl.tec.demo.DemoFile.rows;
import static nl.tec.demo.DemoFile.text;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The promises and deliveries of the partners of the demo hub, from their membership until today, in every state; with their people,
 * by function. All fictional, and deterministic for a given day.
 */
final class DemoContributions {

    /** The value of an hour of people in the demo, in cents: the hub's default. */
    private static final long HOUR_CENTS = 5500;

    private static final int FIRST_YEAR = 2023;

    private final JdbcTemplate jdbc;
    private final LocalDate today;
    private final DemoNetwork network;
    private final Map<String, Long> programmes = new HashMap<>();
    private final Bulk contributions;
    private final Bulk deliveries;
    private List<Long> ids = List.of();
    private int used;

    DemoContributions(JdbcTemplate jdbc, LocalDate today, DemoNetwork network) {
        this.jdbc = jdbc;
        this.today = today;
        this.network = network;
        contributions = new Bulk(
                jdbc,
                "contribution",
                "id",
                "organisation_id",
                "year",
                "kind",
                "unit",
                "what",
                "amount",
                "unit_cents",
                "due_on",
                "state",
                "question",
                "declared_at");
        deliveries = new Bulk(
                jdbc,
                "contribution_delivery",
                "contribution_id",
                "day",
                "amount",
                "evidence",
                "source",
                "state",
                "question",
                "funding_programme_id",
                "recorded_at");
    }

    void fill(Map<String, Object> partners, Map<String, Object> places, Map<String, Object> file) {
        ids = Bulk.ids(jdbc, "contribution", 1500);
        for (Object name : list(file, "programmes")) {
            programmes.put(
                    text(name),
                    jdbc.queryForObject(
                            "insert into funding_programme (name) values (?) returning id", Long.class, text(name)));
        }
        ownPlaces(places);
        profiles(rows(partners, "partners"), file);
        for (Map<String, Object> promise : rows(file, "signatories")) {
            promise(
                    network.id(text(promise.get("partner"))),
                    promise,
                    FIRST_YEAR,
                    today.getYear(),
                    text(promise.getOrDefault("pace", "track")));
        }
        companies(rows(partners, "partners"), file);
        waiting();
        contributions.write();
        deliveries.write();
    }

    /** Stores the organisations of venues and activities: a session there counts for them automatically. */
    private void ownPlaces(Map<String, Object> file) {
        for (Map<String, Object> place : rows(file, "places")) {
            if (place.get("partner") != null) {
                jdbc.update(
                        "update venue set organisation_id = ? where key = ?",
                        network.id(text(place.get("partner"))),
                        text(place.get("key")));
            }
        }
        jdbc.update("""
                update activity a set organiser_id = p.organisation_id from venue p
                 where p.id = a.venue_id and p.kind = 'COMPANY' and p.organisation_id is not null and a.organiser_id is null
                """);
    }

    private void profiles(List<Map<String, Object>> partners, Map<String, Object> file) {
        Bulk people = new Bulk(jdbc, "partner_person", "organisation_id", "function", "role");
        List<Object[]> profiles = new ArrayList<>();
        Map<?, ?> contacts = (Map<?, ?>) file.getOrDefault("contacts", Map.of());
        int turn = 0;
        for (Map<String, Object> partner : partners) {
            long id = network.id(text(partner.get("key")));
            Map<?, ?> offer = partner.get("offer") instanceof Map<?, ?> both ? both : Map.of();
            profiles.add(new Object[] {
                id, worlds(partner), field(offer, "nl"), field(offer, "en"),
            });
            if (partner.get("function") instanceof Map<?, ?> function) {
                people.add(id, text(function.get("nl")), "SIGNATORY");
            }
            if (contacts.get(text(partner.get("kind"))) instanceof List<?> functions && !functions.isEmpty()) {
                people.add(id, text(functions.get(turn++ % functions.size())), "CONTACT");
            }
            if (turn % 4 == 0) {
                people.add(id, "vakmens die gastlessen geeft", "GUEST_TEACHER");
            }
        }
        jdbc.batchUpdate("""
                insert into partner (organisation_id, worlds, about_nl, about_en)
                values (?, coalesce(string_to_array(nullif(?, ''), ','), '{}'), ?, ?)
                on conflict (organisation_id) do update set worlds = excluded.worlds, about_nl = excluded.about_nl, about_en = excluded.about_en
                """, profiles);
        people.write();
    }

    private static String worlds(Map<String, Object> partner) {
        return String.join(
                ",", list(partner, "worlds").stream().map(Object::toString).toList());
    }

    private void companies(List<Map<String, Object>> partners, Map<String, Object> file) {
        List<Map<String, Object>> kinds = rows(file, "companies");
        List<?> paces = list(file, "paces");
        int turn = 0;
        for (Map<String, Object> partner : partners) {
            if (partner.get("connected_from") == null) {
                continue;
            }
            LocalDate from = LocalDate.parse(text(partner.get("connected_from")));
            if (Boolean.TRUE.equals(partner.get("signatory")) || from.isAfter(today)) {
                continue;
            }
            int last = partner.get("connected_until") == null
                    ? today.getYear()
                    : Math.min(
                            today.getYear(),
                            LocalDate.parse(text(partner.get("connected_until")))
                                    .getYear());
            String pace = text(paces.get(turn % paces.size()));
            long id = network.id(text(partner.get("key")));
            promise(id, kinds.get(turn % kinds.size()), from.getYear(), last, pace);
            if (turn % 2 == 0) {
                promise(id, kinds.get((turn + 2) % kinds.size()), from.getYear(), last, "track");
            }
            turn++;
        }
    }

    /** Adds a promise for every year, with its deliveries. */
    private void promise(long partner, Map<String, Object> promise, int first, int last, String pace) {
        for (int year = Math.max(first, FIRST_YEAR); year <= last; year++) {
            boolean now = year == today.getYear();
            // in the first weeks of a year nothing of it can be late yet; then last year's promise is
            boolean early = today.getDayOfYear() < 45;
            boolean late = pace.equals("late") && (early ? year == today.getYear() - 1 : now);
            LocalDate due = late && now ? today.minusDays(20) : LocalDate.of(year, 12, 31);
            long amount = 100 * number(promise.get("amount"), 1);
            long id = contribution(partner, promise, year, amount, due, "ACCEPTED", null);
            if (!Boolean.TRUE.equals(promise.get("visits"))) {
                deliver(id, promise, year, amount, late ? 0.4 : now ? share(pace) : 1, due);
            }
        }
    }

    /** Returns the part of this year's promise that was delivered. */
    private double share(String pace) {
        double passed = today.getDayOfYear() / 366.0;
        return switch (pace) {
            case "done" -> 1;
            case "slow" -> passed * 0.3;
            case "late" -> 0;
            default -> Math.min(0.95, passed * 0.95);
        };
    }

    private long contribution(
            long partner,
            Map<String, Object> promise,
            int year,
            long amount,
            LocalDate due,
            String state,
            @Nullable String question) {
        String kind = text(promise.get("kind"));
        String unit = text(promise.getOrDefault("unit", kind.equals("MONEY") ? "EURO" : "HOUR"));
        long worth = unit.equals("EURO")
                ? 100
                : promise.get("worth") == null && unit.equals("HOUR")
                        ? HOUR_CENTS
                        : 100 * number(promise.get("worth"), 0);
        long id = ids.get(used++);
        LocalDate declared = LocalDate.of(year, 1, 8).isAfter(today) ? today : LocalDate.of(year, 1, 8);
        contributions.add(
                id,
                partner,
                year,
                kind,
                unit,
                text(promise.get("what")),
                amount,
                worth,
                due,
                state,
                question,
                at(declared));
        return id;
    }

    /** Adds deliveries, one for each piece of evidence, spread over the past days; each is a whole unit or half a unit. */
    private void deliver(long id, Map<String, Object> promise, int year, long amount, double share, LocalDate due) {
        List<?> evidence = list(promise, "evidence");
        long all = share == 1 ? amount : Math.round(amount * share / 50.0) * 50;
        if (text(promise.get("unit")).equals("PIECE")
                || text(promise.get("unit")).equals("TIMES")) {
            all = all / 100 * 100;
        }
        LocalDate start = LocalDate.of(year, 1, 1);
        LocalDate end = due.isBefore(today) ? due : today;
        long days = end.toEpochDay() - start.toEpochDay();
        int parts = (int) Math.min(evidence.size(), all / 100);
        Long programme = promise.get("scheme") == null ? null : programmes.get(text(promise.get("scheme")));
        for (int part = 0; part < parts; part++) {
            long amountOfPart =
                    part == parts - 1 ? all - (all / parts / 100 * 100) * (parts - 1) : all / parts / 100 * 100;
            LocalDate day = start.plusDays(days * (part + 1) / (parts + 1));
            deliveries.add(
                    id, day, amountOfPart, text(evidence.get(part)), "HUB", "ACCEPTED", null, programme, at(day));
        }
    }

    /** Adds contributions that wait for the programme manager, and one that was asked back: of the partner with a demo account. */
    private void waiting() {
        long partner = network.id("demo-metaal");
        int next = today.getYear() + 1;
        contribution(
                partner,
                Map.of("kind", "STAFF", "what", "Lasworkshop voor leerkrachten"),
                next,
                1600,
                LocalDate.of(next, 12, 31),
                "PROPOSED",
                null);
        contribution(
                partner,
                Map.of("kind", "EQUIPMENT", "unit", "PIECE", "what", "Lashelmen voor kinderen", "worth", 60),
                next,
                1200,
                LocalDate.of(next, 12, 31),
                "ASKED_BACK",
                "Voor welke leeftijd zijn de helmen?");
        long running = contribution(
                partner,
                Map.of("kind", "ADVICE", "what", "Advies over de inrichting van de werkplaats"),
                today.getYear(),
                2000,
                LocalDate.of(today.getYear(), 12, 31),
                "ACCEPTED",
                null);
        LocalDate day = today.getDayOfYear() > 10 ? today.minusDays(6) : today;
        deliveries.add(
                running,
                day,
                350,
                "Werkplaats bekeken en opstelling getekend",
                "PARTNER",
                "REPORTED",
                null,
                null,
                at(day));
        deliveries.add(
                running, day, 200, "Overleg", "PARTNER", "ASKED_BACK", "Met wie was het overleg?", null, at(day));
    }

    /**
     * Sets the promises of visits to the delivered amounts, for this year extrapolated. Removes promises of past years without
     * sessions.
     */
    void finish() {
        jdbc.update(
                "delete from contribution where counts_visits and kind = 'PLACES' and delivered = 0 and year < ?",
                today.getYear());
        jdbc.update("""
                update contribution set amount = case when year < ? then delivered
                         else greatest(1000, (ceil(delivered / ?::numeric / 1000) * 1000)::bigint) end
                 where counts_visits and kind = 'PLACES'
                """, today.getYear(), Math.max(0.1, today.getDayOfYear() / 366.0));
    }

    private static OffsetDateTime at(LocalDate day) {
        return Rows.timestamp(Dates.at(day, LocalTime.of(9, 0)));
    }

    private static long number(@Nullable Object value, long otherwise) {
        return value instanceof Number number ? number.longValue() : otherwise;
    }

    private static String field(Map<?, ?> map, String key) {
        return map.get(key) == null ? "" : text(map.get(key));
    }

    private static List<?> list(Map<String, Object> file, String key) {
        return file.get(key) instanceof List<?> list ? list : List.of();
    }
}
