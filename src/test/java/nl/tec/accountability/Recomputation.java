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
 * Recomputes the figures of a published account from its JSON file alone, as a third party would: by the definitions in that file,
 * without knowledge of the application.
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

    /** Recomputes the value; null if there is none. */
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

    private static @Nullable Long number(JsonNode row, String column) {
        return row.required(column).isNull()
                ? null
                : Long.valueOf(row.required(column).asLong());
    }

    /** Recomputes the value of the previous year; null if not measured. */
    @Nullable Double before(JsonNode kpi) {
        return worth(kpi, number(kpi, "jaar_ervoor_aantal"), number(kpi, "jaar_ervoor_van"));
    }

    /** Recomputes the value of the same day a year earlier; null if unknown. */
    @Nullable Double earlier(JsonNode kpi) {
        return worth(kpi, number(kpi, "zelfde_dag_aantal"), number(kpi, "zelfde_dag_van"));
    }

    private static @Nullable Double worth(JsonNode kpi, @Nullable Long count, @Nullable Long of) {
        if (count == null) {
            return null;
        }
        return switch (text(kpi, "meting")) {
            case "REACH" -> of == null || of == 0 ? null : Double.valueOf(100.0 * count / of);
            case "TECHNICAL_PROFILE" -> of == null || of == 0 ? null : Double.valueOf(100.0 * (count - of) / of);
            case "SATISFACTION" -> count / 1000.0;
            default -> Double.valueOf(count);
        };
    }

    /** Recomputes the low, expected and high projection; empty if the period is over. */
    List<Double> expected(JsonNode kpi) {
        Long more = number(kpi, "geboekt_erbij");
        if (more == null) {
            return List.of();
        }
        long sure = count(kpi);
        Long population = number(kpi, "populatie");
        double most = population == null ? sure + more : Math.min(sure + more, population);
        double least = sure;
        double expected = most;
        double highest = most;
        if (!kpi.required("opkomst").isNull()) {
            double bookings = kpi.required("boekingen").asDouble();
            double visits = kpi.required("bezoeken").asDouble();
            expected = Math.min(most, sure + Math.min(1, kpi.required("opkomst").asDouble()) * more);
            double margin = bookings == 0 || visits == 0
                    ? 0
                    : 1.96 * kpi.required("spreiding").asDouble() * more * Math.sqrt(1 / bookings + 1 / visits);
            least = Math.max(sure, expected - margin);
            highest = Math.min(most, expected + margin);
        }
        double unit = text(kpi, "meting").equals("REACH") && population != null ? 100.0 / population : 1;
        return List.of(unit * least, unit * expected, unit * highest);
    }

    private static long about(long known, long masked) {
        return known + (5 * masked + 1) / 2;
    }

    /** Counts pupils, people or organisations. */
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

    /** Recomputes the upper bound of pupils, people or organisations; null without a value. */
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

    /** Returns all schools, the schools reached, all pupils and the pupils reached, by the first digits of the postcode. */
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

    /** Returns the promised, delivered and open amounts, in cents. */
    List<Long> given() {
        List<JsonNode> all = rows("bijdragen", row -> true);
        return List.of(
                sum(all, "toegezegd_cent"),
                sum(all, "gekomen_cent") + sum(all, "extra_cent"),
                sum(all, "nog_open_cent"));
    }

    /** Returns those amounts by kind of contribution or by side. @param column soort or kant */
    Map<String, List<Long>> given(String column) {
        Map<String, List<Long>> given = new TreeMap<>();
        rows("bijdragen", row -> true)
                .forEach(row -> given.merge(
                        text(row, column),
                        List.of(
                                row.required("toegezegd_cent").asLong(),
                                row.required("gekomen_cent").asLong()
                                        + row.required("extra_cent").asLong(),
                                row.required("nog_open_cent").asLong()),
                        (one, other) -> List.of(
                                one.get(0) + other.get(0), one.get(1) + other.get(1), one.get(2) + other.get(2))));
        return given;
    }

    /** Returns the promised and delivered amounts in kind, in cents. */
    List<Long> inKind() {
        List<JsonNode> all = rows("natura", row -> true);
        return List.of(sum(all, "toegezegd_cent"), sum(all, "gekomen_cent"));
    }

    /** Recomputes the risks: source, reason, and the planned, allowed and endangered amounts in cents. */
    List<String> risks() {
        return rows("risicos", row -> true).stream()
                .map(row -> {
                    String source = text(row, "bron");
                    String why = text(row, "waarom");
                    JsonNode terms = rows(
                                    "geldbronnen", one -> text(one, "bron").equals(source))
                            .get(0);
                    long planned = planned(source, why, terms);
                    long allowed = allowed(source, why, terms);
                    return String.join(
                            " ",
                            source,
                            why,
                            String.valueOf(planned),
                            String.valueOf(allowed),
                            String.valueOf(planned - allowed));
                })
                .toList();
    }

    private long planned(String source, String why, JsonNode terms) {
        return sum(
                rows(
                        "begroting",
                        row -> text(row, "bron").equals(source) && (!why.equals("NOT_RECEIVED") || inTime(row, terms))),
                "cent");
    }

    private static boolean inTime(JsonNode line, JsonNode terms) {
        return text(line, "uiterlijk").compareTo(text(terms, "tot_en_met")) <= 0;
    }

    private static boolean pays(JsonNode line, JsonNode terms) {
        return terms.required("alleen_voor").isNull()
                || List.of(text(terms, "alleen_voor").split(", ")).contains(text(line, "rubriek"));
    }

    private long allowed(String source, String why, JsonNode terms) {
        Predicate<JsonNode> own = row -> text(row, "bron").equals(source);
        long costs = sum(rows("begroting", row -> text(row, "soort").equals("Kosten") && pays(row, terms)), "cent");
        return switch (why) {
            case "TOO_LATE" -> sum(rows("begroting", own.and(row -> inTime(row, terms))), "cent");
            case "NOT_RECEIVED" -> sum(rows("boekingen", own), "op_tijd_cent");
            case "OTHER_COSTS" ->
                sum(rows("begroting", own.and(row -> text(row, "rubriek").isEmpty() || pays(row, terms))), "cent");
            case "MORE_THAN_COSTS" -> costs;
            case "SHARE" -> costs * terms.required("hoogstens_procent").asLong() / 100;
            case "MATCH" -> {
                long others = sum(
                        rows(
                                "begroting",
                                own.negate()
                                        .and(row -> text(row, "soort").equals("Dekking")
                                                && text(row, "zekerheid").equals("Toegezegd"))),
                        "cent");
                long given = text(terms, "natura_telt").equals("ja") ? sum(rows("natura", own), "gekomen_cent") : 0;
                yield (others + given)
                        * 100
                        / terms.required("tegenover_honderd").asLong();
            }
            default -> throw new IllegalArgumentException(why);
        };
    }

    /** Returns the cents by category of costs or by source of cover. @param table begroting or boekingen */
    Map<String, Long> money(String table, boolean costs) {
        Map<String, Long> money = new TreeMap<>();
        rows(table, row -> text(row, "soort").toLowerCase(Locale.ROOT).equals(costs ? "kosten" : "dekking"))
                .forEach(row -> money.merge(
                        text(row, costs ? "rubriek" : "bron"),
                        row.required("cent").asLong(),
                        Long::sum));
        return money;
    }

    /** Recomputes the costs per pupil in cents; null without pupils. */
    @Nullable Long perPupil() {
        long costs = money("boekingen", true).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long pupils = sum(rows("bezoekers", row -> true), "bereikt");
        return pupils == 0 ? null : Long.valueOf(Math.floorDiv(2 * costs + pupils, 2 * pupils));
    }

    /** Returns the completed and total steps of each phase. */
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

    /** Returns the names of the tables, without the metadata of the file. */
    TreeSet<String> tables() {
        TreeSet<String> names = new TreeSet<>(data.propertyNames());
        names.removeAll(List.of("titel", "jaar", "versie", "gepubliceerd"));
        return names;
    }
}
