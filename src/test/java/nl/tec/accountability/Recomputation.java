package nl.tec.accountability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Recomputes the figures of a published account from its JSON file alone, as a stranger would: it knows the definitions in that file
 * and nothing of the program.
 */
final class Recomputation {

    private final JsonNode data;

    Recomputation(JsonNode data) {
        this.data = data;
    }

    private List<JsonNode> rows(String table, Predicate<JsonNode> which) {
        return StreamSupport.stream(data.required(table).spliterator(), false)
                .filter(which)
                .toList();
    }

    private static long sum(List<JsonNode> rows, String column) {
        return rows.stream().mapToLong(row -> row.required(column).asLong()).sum();
    }

    private static String text(JsonNode row, String column) {
        return row.required(column).isNull() ? "" : row.required(column).asString();
    }

    private Predicate<JsonNode> of(JsonNode kpi) {
        return row -> text(row, "kpi").equals(text(kpi, "kpi"));
    }

    List<JsonNode> kpis() {
        return rows("kpis", row -> true);
    }

    /** Null: there is no value. */
    @Nullable Double value(JsonNode kpi) {
        long count = count(kpi);
        return switch (text(kpi, "meting")) {
            case "REACH" -> {
                long population = sum(rows("scholen", of(kpi)), "leerlingen");
                yield population == 0 ? null : Double.valueOf(100.0 * count / population);
            }
            case "SATISFACTION" -> {
                List<JsonNode> marks = rows("cijfers", of(kpi));
                double total = marks.stream()
                        .mapToDouble(row -> row.required("cijfer").asDouble()
                                * row.required("antwoorden").asLong())
                        .sum();
                long answers = sum(marks, "antwoorden");
                yield answers == 0 ? null : Double.valueOf(Math.floor(1000 * total / answers + 1e-6) / 1000);
            }
            case "TECHNICAL_PROFILE" -> {
                List<JsonNode> exams = rows("examens", of(kpi));
                long then = about(sum(exams, "basisjaar"), sum(exams, "basisjaar_afgeschermd"));
                long now = about(sum(exams, "kandidaten"), sum(exams, "kandidaten_afgeschermd"));
                yield then == 0 || kpi.required("waarde").isNull() ? null : Double.valueOf(100.0 * (now - then) / then);
            }
            default -> Double.valueOf(count);
        };
    }

    private static long about(long known, long masked) {
        return known + (5 * masked + 1) / 2;
    }

    /** Pupils, people or organisations. */
    private long count(JsonNode kpi) {
        return switch (text(kpi, "meting")) {
            case "REACH", "DISTINCT_PUPILS" -> {
                long reached = sum(rows("scholen", of(kpi)), "bereikt");
                yield kpi.required("populatie").isNull()
                        ? reached
                        : Math.min(reached, kpi.required("populatie").asLong());
            }
            case "PEOPLE" -> sum(rows("sessies", of(kpi)), "voor_het_eerst");
            case "CONNECTED", "AMBASSADORS" -> rows("netwerk", of(kpi)).size();
            default -> 0;
        };
    }

    /** Of pupils, people and organisations; null where there is no value. */
    @Nullable Double most(JsonNode kpi) {
        long most = count(kpi)
                + kpi.required("kwamen_zelf").asLong()
                + kpi.required("geteld_zonder_naam").asLong();
        long population = kpi.required("populatie").isNull()
                ? Long.MAX_VALUE
                : kpi.required("populatie").asLong();
        long capped = Math.min(most, population);
        return text(kpi, "meting").equals("REACH")
                ? population == Long.MAX_VALUE ? null : Double.valueOf(100.0 * capped / population)
                : Double.valueOf(capped);
    }

    /** By the first digits of the postcode: schools, schools that came, pupils, pupils who came. */
    Map<String, List<Long>> areas(int digits) {
        Map<String, List<Long>> areas = new TreeMap<>();
        Map<String, List<JsonNode>> byArea = new TreeMap<>();
        rows("basisscholen", row -> true)
                .forEach(row -> byArea.computeIfAbsent(
                                text(row, "postcode4")
                                        .substring(
                                                0,
                                                Math.min(
                                                        digits,
                                                        text(row, "postcode4").length())),
                                area -> new ArrayList<>())
                        .add(row));
        byArea.forEach((area, rows) -> {
            Map<String, Long> came = new TreeMap<>();
            rows.forEach(row ->
                    came.merge(text(row, "brin6"), row.required("bereikt").asLong(), Long::sum));
            areas.put(
                    area,
                    List.of(
                            (long) came.size(),
                            came.values().stream().filter(n -> n > 0).count(),
                            sum(rows, "leerlingen"),
                            sum(rows, "bereikt")));
        });
        return areas;
    }

    /** Promised, given and open, in cents. */
    List<Long> given() {
        List<JsonNode> all = rows("bijdragen", row -> true);
        return List.of(
                sum(all, "toegezegd_cent"),
                sum(all, "gekomen_cent") + sum(all, "extra_cent"),
                sum(all, "nog_open_cent"));
    }

    /** Cents by category of costs or by source of cover. @param table begroting or boekingen */
    Map<String, Long> money(String table, boolean costs) {
        Map<String, Long> money = new TreeMap<>();
        rows(table, row -> text(row, "soort").toLowerCase(Locale.ROOT).equals(costs ? "kosten" : "dekking"))
                .forEach(row -> money.merge(
                        text(row, costs ? "rubriek" : "bron"),
                        row.required("cent").asLong(),
                        Long::sum));
        return money;
    }

    /** In cents; null when nobody came. */
    @Nullable Long perPupil() {
        long costs = money("boekingen", true).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long pupils = sum(rows("bezoekers", row -> true), "bereikt");
        return pupils == 0 ? null : Long.valueOf(Math.floorDiv(2 * costs + pupils, 2 * pupils));
    }

    /** Of each phase, what is done and what there was to do. */
    List<List<Long>> phases() {
        return rows("fasen", row -> true).stream()
                .map(row -> List.of(
                        row.required("klaar").asLong(), row.required("stappen").asLong()))
                .toList();
    }

    List<String> verdicts() {
        return rows("voorwaarden", row -> true).stream()
                .map(row -> text(row, "oordeel"))
                .toList();
    }

    /** The tables, without what says whose file it is. */
    TreeSet<String> tables() {
        TreeSet<String> names = new TreeSet<>(data.propertyNames());
        names.removeAll(List.of("titel", "jaar", "versie", "gepubliceerd"));
        return names;
    }
}
